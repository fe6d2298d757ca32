package org.ordercast.arquillian.rates;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Properties;
import org.ordercast.OrderedGroup;
import org.ordercast.arquillian.application.Resources;

/** Has a server publish a {@code load}, and tells how far it has come and how large its group is. */
@WebServlet("/publisher")
public class PublisherServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Publisher publisher;

    @Resource(lookup = Resources.GROUP)
    private transient OrderedGroup group;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        publisher.publish(
                request.getParameter("load"),
                Integer.parseInt(request.getParameter("messages")),
                Integer.parseInt(request.getParameter("bytes")),
                Boolean.parseBoolean(request.getParameter("oneByOne")));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Properties report = new Properties();
        report.setProperty("state", publisher.state());
        report.setProperty("members", Integer.toString(group.members().size()));
        response.setContentType("text/plain;charset=UTF-8");
        report.store(response.getWriter(), null);
    }
}

package org.ordercast.arquillian.group;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Properties;
import javax.management.ObjectName;
import org.ordercast.MemberStatus;
import org.ordercast.OrderedGroup;
import org.ordercast.arquillian.application.Management;
import org.ordercast.arquillian.application.Resources;

/** How a test, which runs beside the servers, has one of them publish, and asks it what it received. */
@WebServlet("/group")
public class GroupServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Chain chain;

    @Inject
    private transient Workload workload;

    @Resource(lookup = Resources.GROUP)
    private transient OrderedGroup group;

    /** Begins to publish {@code messages} of mixed sizes drawn from a {@code seed}, or publishes one of {@code bytes}. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        String bytes = request.getParameter("bytes");
        if (bytes == null) {
            workload.publish(
                    Integer.parseInt(request.getParameter("messages")), Long.parseLong(request.getParameter("seed")));
            return;
        }
        try {
            workload.publishOne(Integer.parseInt(bytes));
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** Tells what was received, what was published, and what the group shows of itself. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Properties report = new Properties();
        report.setProperty("count", Long.toString(chain.count()));
        report.setProperty("digest", chain.digest());
        report.setProperty("fault", chain.fault());
        report.setProperty("workload", workload.state());
        report.setProperty("state", group.state().name());
        report.setProperty("sequencer", group.sequencer().orElse(""));
        report.setProperty(
                "members",
                String.join(
                        " ",
                        group.members().stream().map(MemberStatus::id).sorted().toList()));
        report.setProperty("ordered", Long.toString(group.positions().ordered()));
        report.setProperty("order", Long.toHexString(group.positions().digest()));
        ObjectName counters = Management.bean("Counters", group.groupName());
        for (String counter : request.getParameterValues("counter")) {
            report.setProperty(counter, Management.get(counters, counter).toString());
        }
        response.setContentType("text/plain;charset=UTF-8");
        report.store(response.getWriter(), null);
    }
}

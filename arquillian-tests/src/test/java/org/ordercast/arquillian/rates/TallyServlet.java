package org.ordercast.arquillian.rates;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Properties;

/** Tells what a server's bean has received of a {@code load}. */
@WebServlet("/tally")
public class TallyServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Tally tally;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Tally.Load load = tally.load(request.getParameter("load"));
        Properties report = new Properties();
        report.setProperty("count", Long.toString(load.count()));
        report.setProperty("nanos", Long.toString(load.last() - load.first()));
        report.setProperty("digest", Long.toHexString(tally.digest()));
        report.setProperty("fault", tally.fault());
        response.setContentType("text/plain;charset=UTF-8");
        report.store(response.getWriter(), null);
    }
}

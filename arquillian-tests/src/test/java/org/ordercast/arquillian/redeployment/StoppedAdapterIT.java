package org.ordercast.arquillian.redeployment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.arquillian.application.Eventually.DEADLINE;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.ordercast.Acknowledgement;
import org.ordercast.MemberState;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.OrderedGroup;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.Resources;
import org.ordercast.arquillian.payara.PayaraCommands;
import org.ordercast.arquillian.server.Settings;

/** What an application sees whose resource adapter was taken away. */
@ArquillianTest
class StoppedAdapterIT {

    @Deployment
    static WebArchive application() {
        return Applications.with().addPackage(PayaraCommands.class.getPackage()).addClass(Settings.class);
    }

    @Resource(lookup = Resources.FACTORY)
    private OrderedConnectionFactory factory;

    @Resource(lookup = Resources.GROUP)
    private OrderedGroup group;

    @Resource
    private ManagedExecutorService executor;

    @Test
    void everythingFailsAtOnceAndSaysThatTheAdapterIsGone() throws Exception {
        OrderedConnection connection = factory.getConnection();
        // All that is used below is used once before: the classes of an adapter that is gone cannot be loaded any more.
        connection.send(Message.to("anything").text("while it runs"), Acknowledgement.STABLE);
        connection.sendAsync(Message.to("anything").text("while it runs"), Acknowledgement.ORDERED);
        assertThat(group.state()).isEqualTo(MemberState.SEQUENCING);

        new PayaraCommands().undeployAdapter("ordercast");

        Message message = Message.to("anything").text("too late");
        assertThatItFails(() -> connection.send(message));
        assertThatItFails(() -> connection.sendAsync(message, Acknowledgement.ORDERED));
        assertThatItFails(() -> connection.send(message, Acknowledgement.STABLE));
        assertThatThrownBy(() -> await(factory::getConnection)).isInstanceOf(OrdercastException.class);
        assertThatThrownBy(() -> await(group::state))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not running; deploy or enable it again");
        connection.close();
    }

    @FunctionalInterface
    private interface Use {
        Object use() throws Exception;
    }

    @FunctionalInterface
    private interface Send {
        void send() throws Exception;
    }

    private void assertThatItFails(Send send) {
        assertThatThrownBy(() -> await(() -> {
                    send.send();
                    return "sent";
                }))
                .isInstanceOf(OrdercastException.class)
                .satisfies(failure -> assertThat(failure.getMessage()).isNotBlank());
    }

    /** Uses something on another thread, so that a call that never returns fails the test. */
    private Object await(Use use) throws Exception {
        try {
            return executor.submit(use::use).get(DEADLINE.toSeconds(), SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}

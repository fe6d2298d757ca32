package org.ordercast.sample.status;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.ordercast.OrderedGroup;
import org.ordercast.SubscriptionStatus;
import org.ordercast.sample.measure.Interval;
import org.ordercast.sample.measure.Meter;
import org.ordercast.sample.ordered.CatchUp;
import org.ordercast.sample.ordered.Delivery;
import org.ordercast.sample.ordered.SlowBean;
import org.ordercast.sample.publish.Burst;
import org.ordercast.sample.publish.Flow;
import org.ordercast.sample.publish.Progress;
import org.ordercast.sample.replica.Replica;
import org.ordercast.sample.replica.ReplicaView;
import org.ordercast.sample.unordered.LaneView;
import org.ordercast.sample.unordered.PeerFeeds;
import org.ordercast.sample.unordered.UnorderedLane;

/**
 * What this server is doing, as one JSON object. Safe for use by several threads.
 *
 * @param server this server's id
 * @param incarnation this server's life, different at each start
 * @param group the group that it is a member of
 * @param delivery how messages reach its bean
 * @param slowBean whether the bean is slow on purpose
 * @param replica its replica of the book
 * @param catchUp how its replica came to have the book
 * @param lane its book in the lane without ordering
 * @param feeds what it sends to its peers' lanes
 * @param meter its throughput and latency
 * @param burst its last burst
 * @param flow its steady flow
 */
public record ServerReport(
        String server,
        String incarnation,
        OrderedGroup group,
        Delivery delivery,
        SlowBean slowBean,
        Replica replica,
        CatchUp catchUp,
        UnorderedLane lane,
        PeerFeeds feeds,
        Meter meter,
        Burst burst,
        Flow flow) {

    /** How many price levels of each side are shown. */
    private static final int LEVELS = 28;

    /**
     * Reports.
     *
     * @return the report
     */
    public JsonObject toJson() {
        return JsonText.object()
                .add("server", server)
                .add("incarnation", incarnation)
                .add("group", groupJson())
                .add("delivery", deliveryJson())
                .add("replica", replicaJson())
                .add("unordered", unorderedJson())
                .add("meter", meterJson())
                .add("burst", burstJson())
                .add(
                        "flow",
                        JsonText.object().add("perSecond", flow.perSecond()).add("problem", flow.problem()))
                .build();
    }

    private JsonObjectBuilder groupJson() {
        JsonArrayBuilder members = JsonText.array();
        group.members().forEach(member -> members.add(member.id()));
        return JsonText.object()
                .add("name", group.groupName())
                .add("state", group.state().name())
                .add("sequencer", group.sequencer().orElse(""))
                .add("members", members)
                .add("ordered", group.positions().ordered());
    }

    private JsonObjectBuilder deliveryJson() {
        JsonObjectBuilder json = JsonText.object().add("slowMillis", slowBean.millis());
        SubscriptionStatus status = delivery.status().orElse(null);
        if (status == null) {
            return json.add("state", "STARTING").add("lag", 0).add("failed", 0);
        }
        return json.add("state", status.state().name()).add("lag", status.lag()).add("failed", status.failed());
    }

    private JsonObjectBuilder replicaJson() {
        ReplicaView view = replica.view(LEVELS);
        return JsonText.object()
                .add("state", view.state().name())
                .add("startedAt", view.startedAt())
                .add("position", view.position())
                .add("digest", JsonText.digest(view.digest()))
                .add("resetAt", view.resetAt())
                .add("applied", view.applied())
                .add("unreadable", view.unreadable())
                .add("kept", view.kept())
                .add("snapshotsAsked", catchUp.asked())
                .add("book", BookJson.of(view.book()));
    }

    private JsonObjectBuilder unorderedJson() {
        LaneView view = lane.view(LEVELS);
        JsonObjectBuilder origins = JsonText.object();
        view.origins().forEach(origins::add);
        return JsonText.object()
                .add("round", view.round())
                .add("count", view.count())
                .add("origins", origins)
                .add("pending", feeds.pending())
                .add("lost", feeds.lost())
                .add("book", BookJson.of(view.book()));
    }

    private JsonObjectBuilder meterJson() {
        JsonArrayBuilder intervals = JsonText.array();
        for (Interval interval : meter.intervals()) {
            intervals.add(JsonText.array()
                    .add(interval.count())
                    .add(interval.median())
                    .add(interval.high())
                    .add(interval.max()));
        }
        return JsonText.object().add("intervalMillis", Meter.INTERVAL_MILLIS).add("intervals", intervals);
    }

    private JsonObjectBuilder burstJson() {
        Progress progress = burst.progress();
        return JsonText.object()
                .add("running", progress.running())
                .add("total", progress.total())
                .add("submitted", progress.submitted())
                .add("ordered", progress.ordered())
                .add("failed", progress.failed())
                .add("problem", progress.problem());
    }
}

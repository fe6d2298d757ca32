package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.ViewCodec;

/** A frame that does not go on from the order is refused as a whole, and leaves no trace. */
class FrameCheckTest extends OrderScene {

    @Test
    void aPublisherThatIsNotInTheViewIsRefused() {
        refuse(writer -> writer.addMessage(3, 1, bytes("c"), false), "publisher 3 is not in view 2");
    }

    @Test
    void aMessageThatIsNotTheNextOfItsPublisherIsRefused() {
        apply(writer -> writer.addMessage(BETA, 1, bytes("b"), false));

        refuse(writer -> writer.addMessage(BETA, 1, bytes("b"), false), "message 1 of beta follows message 1");
        refuse(writer -> writer.addMessage(BETA, 3, bytes("b"), false), "message 3 of beta follows message 1");
    }

    @Test
    void aPartThatDoesNotGoOnIsRefused() {
        apply(part(BETA, 1, new byte[100], 0, 60));

        refuse(part(BETA, 1, new byte[100], 0, 60), "at 0 of 100 follows 60 of 100");
        refuse(part(BETA, 1, new byte[100], 61, 39), "at 61 of 100 follows 60 of 100");
        refuse(part(BETA, 1, new byte[101], 60, 40), "at 60 of 101 follows 60 of 100");
        refuse(part(BETA, 2, new byte[100], 0, 40), "message 2 of beta follows message 0");
        refuse(writer -> writer.addMessage(BETA, 1, bytes("b"), false), "is whole and in parts");
        apply(part(BETA, 1, new byte[100], 60, 40));
    }

    @Test
    void thePartsWithinOneFrameGoOnFromEachOther() {
        apply(writer -> {
            part(BETA, 1, new byte[100], 0, 60).accept(writer);
            part(BETA, 1, new byte[100], 60, 40).accept(writer);
            writer.addMessage(BETA, 2, bytes("b"), false);
        });
        assertThat(state.sequence()).isEqualTo(2);

        refuse(
                writer -> {
                    part(BETA, 3, new byte[100], 0, 60).accept(writer);
                    part(BETA, 3, new byte[100], 50, 50).accept(writer);
                },
                "at 50 of 100 follows 60 of 100");
    }

    @Test
    void aViewThatIsNotTheNextOrDoesNotEndItsFrameIsRefused() {
        refuse(view(2, "alpha"), "view 2 follows view 2");
        refuse(view(4, "alpha"), "view 4 follows view 2");
        refuse(
                writer -> {
                    view(3, "alpha").accept(writer);
                    writer.addMessage(ALPHA, 1, bytes("a"), false);
                },
                "does not end its frame");
    }

    @Test
    void aPartOfAViewThatDoesNotGoOnIsRefused() {
        byte[] whole = ViewCodec.encode(newView(3, "alpha", "beta"));
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 40, false), "follows 0 of 0");
        apply(cut(EntryKind.VIEW, ALPHA, 3, whole, 0, 50));
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 0, false), "follows 50 of");
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, new byte[whole.length + 1], 50, false), "follows 50");
    }

    @Test
    void aViewThatCannotBeReadIsRefused() {
        byte[] whole = ViewCodec.encode(newView(3, "alpha", "beta"));
        whole[1] = 7;
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 0, false), "view 3 cannot be read");
        apply(cut(EntryKind.VIEW, ALPHA, 3, whole, 0, 50));
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 50, false), "view 3 cannot be read");
    }

    @Test
    void whatTheListenerKnowsNotToBeSentIsRefused() {
        beyond = 1;
        apply(writer -> writer.addMessage(BETA, 1, bytes("b"), false));
        refuse(writer -> writer.addMessage(BETA, 2, bytes("b"), false), "message 2 of beta was not sent");
        refuse(part(BETA, 2, new byte[10], 0, 5), "message 2 of beta was not sent");
        refuse(
                writer -> {
                    writer.addMessage(ALPHA, 1, bytes("a"), false);
                    writer.addMessage(ALPHA, 2, bytes("a"), false);
                },
                "message 2 of alpha was not sent");
    }

    @Test
    void aFrameOfAPublisherThatHoldsAnothersMessageIsRefused() {
        ByteBuffer published = published(writer -> writer.addMessage(ALPHA, 1, bytes("a"), false));
        ByteBuffer frame = frame(writer -> writer.addReference(BETA, 1, 2, 1, 1, false));

        assertThat(state.check(frame, reference -> published))
                .isEqualTo("another publisher's frame holds message 1 of alpha");
    }
}

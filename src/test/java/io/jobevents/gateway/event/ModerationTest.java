package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.Encoded;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.record.EventRecord;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of moderation beyond the golden pairs: rulings, kinds, rejections, many findings, ids, personal data. */
class ModerationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "Success, 0, pass, true",
        "Success, 1, block, true",
        "success, 2, review, true",
        "Success, 3, other, true",
        "Success, , other, true",
        "Failed, 1, failed, true",
        "FAILED, , failed, true",
        "Auditing, 0, other, false",
        "Auditing, 1, block, false",
        "Snapshoting, 2, review, false",
        "Submitted, , other, false",
        "Invented, 0, other, false"
    })
    void ruling_followsFromStateAndVerdict(String state, String result, String ruling, boolean isFinal)
            throws Exception {
        String verdict = result == null ? "" : ",'Result':" + result;

        EventRecord record =
                record("{'EventName':'ReviewText','JobsDetail':{'JobId':'j','State':'" + state + "'" + verdict + "}}");

        assertThat(record.route().topic()).isEqualTo("moderation." + ruling + ".text");
        assertThat(record.headers())
                .extracting(Object::toString, EventRecord.Header::value)
                .contains(
                        tuple("ce_type", "io.jobevents.moderation." + ruling),
                        tuple("ce_verdict", ruling),
                        tuple("ce_kind", "text"));
        assertThat(json(record).get("final").asBoolean()).isEqualTo(isFinal);
    }

    @ParameterizedTest
    @CsvSource({
        "ReviewImage, , image",
        "ReviewText, , text",
        "ReviewVideo, , video",
        "ReviewVideo, live_video, live",
        "ReviewVideo, video, video",
        "ReviewAudio, , audio",
        "ReviewDocument, , document",
        "ReviewHtml, , webpage",
        "REVIEWHTML, , job",
        "Reviewhtml, , webpage",
        "ReviewNew, , other",
        "Review, , other"
    })
    void kind_followsFromTheEventName(String event, String type, String kind) {
        String also = type == null ? "" : ",'Type':'" + type + "'";

        EventRecord record = record(
                "{'EventName':'" + event + "','JobsDetail':{'JobId':'si1','State':'Success','Result':0" + also + "}}");

        assertThat(record.route().topic())
                .isEqualTo(kind.equals("job") ? "jobs.success.untagged" : "moderation.pass." + kind);
    }

    @ParameterizedTest
    @CsvSource({
        "1764476062250, 2025-11-30T04:14:22.250Z",
        "1764476062250.0, 2025-11-30T04:14:22.250Z",
        "-1000, 1969-12-31T23:59:59Z",
        "100000000000000, 5138-11-16T09:46:40Z",
        "1764476062250.5,",
        "999999999999999,",
        "-999999999999999,"
    })
    void timeInAStream_isInMilliseconds_ofAYearWithFourDigits(String snapshotTime, String at) throws Exception {
        EventRecord record = record("{'EventName':'ReviewVideo','JobsDetail':{'JobId':'j','Type':'live_video',"
                + "'State':'Auditing','Result':1,'Snapshot':[{'Result':1,'SnapshotTime':" + snapshotTime + "}]}}");

        JsonNode event = json(record);
        assertThat(event.at("/findings/0/at").asText(null)).isEqualTo(at);
        if (at == null) {
            assertThat(event.get("details").toString()).contains(snapshotTime);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "si1, image",
        "st1, text",
        "sa1, audio",
        "sd1, document",
        "sh1, webpage",
        "av1, video",
        "s, other",
        "xx, other"
    })
    void kindOfSimpleWithoutEventName_followsFromTheId(String id, String kind) {
        EventRecord record = record("{'code':0,'data':{'trace_id':'" + id + "','result':0}}");

        assertThat(record.route().topic()).isEqualTo("moderation.pass." + kind);
    }

    @ParameterizedTest
    @MethodSource
    void invalidResult_isRejected(String body, Reason reason, String detail) {
        Encoded encoded = new CallbackEvents(Set.of("good-1"), PersonalData.KEEP, 1 << 20)
                .encode(GoldenPairs.decode(body.replace('\'', '"')));

        assertThat(encoded.events()).isEmpty();
        assertThat(encoded.rejected()).containsExactly(new RejectedPart(0, new Rejection(reason, detail)));
    }

    static Stream<Arguments> invalidResult_isRejected() {
        String simple = "{'code':0,'data':{%s}}";
        String own = "'url':'https://good-1.cos.r.myqcloud.com/k','result':0";
        String detail = "{'EventName':'ReviewText','JobsDetail':{%s}}";
        return Stream.of(
                argumentSet("simple, no id", simple.formatted(own), Reason.MISSING_JOB_ID, "data/trace_id is missing."),
                argumentSet(
                        "simple, no id but the submitter's",
                        simple.formatted(own + ",'data_id':'d7'"),
                        Reason.MISSING_JOB_ID,
                        "data/trace_id is missing; its data id is d7."),
                argumentSet(
                        "simple, id that is no text",
                        simple.formatted(own + ",'trace_id':{'a':1}"),
                        Reason.MISSING_JOB_ID,
                        "data/trace_id is missing."),
                argumentSet(
                        "simple, control character",
                        simple.formatted(own + ",'trace_id':'a\\u0085b'"),
                        Reason.INVALID_ID,
                        "data/trace_id is longer than 256 bytes or holds a control character."),
                argumentSet(
                        "simple, another bucket",
                        simple.formatted("'trace_id':'j','url':'https://bad-1.cos.r.myqcloud.com/k'"),
                        Reason.BUCKET_NOT_ACCEPTED,
                        "data/url names no bucket that is accepted."),
                argumentSet(
                        "simple, address of a CDN",
                        simple.formatted("'trace_id':'j','url':'https://cdn.example.com/k'"),
                        Reason.BUCKET_NOT_ACCEPTED,
                        "data/url names no bucket that is accepted."),
                argumentSet(
                        "simple, no address",
                        simple.formatted("'trace_id':'j'"),
                        Reason.BUCKET_NOT_ACCEPTED,
                        "data/url names no bucket that is accepted."),
                argumentSet(
                        "detail, no id but the submitter's",
                        detail.formatted("'State':'Failed','Code':'Oops','DataId':'d8','BucketId':'good-1'"),
                        Reason.MISSING_JOB_ID,
                        "JobsDetail[0]/JobId is missing; its data id is d8."),
                argumentSet(
                        "detail, no id and a long one of the submitter's",
                        detail.formatted("'State':'Failed','DataId':'" + "猫".repeat(1000) + "'"),
                        Reason.MISSING_JOB_ID,
                        "JobsDetail[0]/JobId is missing; its data id is " + "猫".repeat(128) + "…."),
                argumentSet(
                        "detail, neither state nor code",
                        detail.formatted("'JobId':'j','BucketId':'good-1'"),
                        Reason.MISSING_STATE,
                        "JobsDetail[0] has neither State nor Code."),
                argumentSet(
                        "detail, bucket of a media job",
                        detail.formatted("'JobId':'j','State':'Success','Input':{'BucketId':'good-1'}"),
                        Reason.BUCKET_NOT_ACCEPTED,
                        "JobsDetail[0] names no bucket that is accepted."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':0,'data':{'trace_id':'j','url':'https://good-1.cos.r.myqcloud.com/k'}}",
                "{'EventName':'ReviewText','JobsDetail':{'JobId':'j','State':'Success','BucketId':'good-1'}}"
            })
    void result_ofAnAcceptedBucket_isAccepted(String body) {
        Encoded encoded = new CallbackEvents(Set.of("good-1"), PersonalData.KEEP, 1 << 20)
                .encode(GoldenPairs.decode(body.replace('\'', '"')));

        assertThat(encoded.events()).hasSize(1);
        assertThat(encoded.rejected()).isEmpty();
    }

    /** The same thousand are listed whatever the order of the parts. */
    @Test
    void findingsBeyondAThousand_stayInTheDetails() throws Exception {
        String frames = parts(10_000, "SnapshotTime", "PornInfo");
        String sounds = parts(10, "OffsetTime", "AbuseInfo");
        String head = "{'EventName':'ReviewVideo','JobsDetail':{'JobId':'j','State':'Success','Result':1,";

        EventRecord record = record(head + "'AudioSection':" + sounds + ",'Snapshot':" + frames + "}}");

        JsonNode event = json(record);
        assertThat(event.get("findings")).hasSize(1000);
        assertThat(event.at("/findings/999/medium").asText()).isEqualTo("frame");
        assertThat(event.at("/findings/999/index").asInt()).isEqualTo(1999);
        assertThat(event.at("/details/Snapshot")).hasSize(10_000 - 1000);
        assertThat(event.at("/details/AudioSection")).hasSize(10);
        assertThat(event.at("/warnings")).hasToString("[\"findings-cut\"]");
        assertThat(GoldenPairs.value(record(head + "'Snapshot':" + frames + ",'AudioSection':" + sounds + "}}")))
                .isEqualTo(GoldenPairs.value(record));
    }

    @Test
    void thousandFindings_areAllListed() throws Exception {
        JsonNode event =
                json(record("{'EventName':'ReviewVideo','JobsDetail':{'JobId':'j','State':'Success','Result':1,"
                        + "'Snapshot':" + parts(2000, "SnapshotTime", "PornInfo") + "}}"));

        assertThat(event.get("findings")).hasSize(1000);
        assertThat(event.has("warnings")).isFalse();
    }

    /** Parts of which every second has a finding. */
    private static String parts(int count, String time, String scene) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'" + time + "':" + i * 1000 + ",'" + scene + "':{'HitFlag':" + i % 2 + "}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void sameResultWithOtherSignatures_hasTheSameId() {
        EventRecord first = record(signed("a"));
        EventRecord second = record(signed("b"));
        EventRecord other = record(signed("a").replace("f.jpg", "g.jpg"));

        assertThat(second.id()).isEqualTo(first.id()).isNotEqualTo(other.id());
        assertThat(GoldenPairs.value(second)).isNotEqualTo(GoldenPairs.value(first));
    }

    private static String signed(String signature) {
        String url = "'Url':'https://e.example.com/f.jpg?sign=" + signature + "'";
        return "{'EventName':'ReviewVideo','JobsDetail':{'JobId':'j','State':'Success','Result':1,'Snapshot':["
                + "{" + url + ",'Result':1},{" + url + ",'Result':0,'PornInfo':{'HitFlag':0," + url + "}}],"
                + "'ListInfo':{'Deep':[{" + url + "},{" + url + "}]}}}";
    }

    /** The address of the moderated object is part of the id with its query: another query is another object. */
    @Test
    void otherQueryOfTheObject_hasAnotherId() {
        String body =
                "{'EventName':'ReviewHtml','JobsDetail':{'JobId':'j','State':'Success','Url':'https://e.example.com/?p=1'}}";

        assertThat(record(body.replace("p=1", "p=2")).id())
                .isNotEqualTo(record(body).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'EventName':'ReviewImage','UserInfo':{'IP':'u-secret'},'JobsDetail':{'JobId':'j','State':'Success',"
                        + "'UserInfo':[{'TokenId':'u-secret','Badge':'u-secret'},{'IP':'u-secret'}],"
                        + "'Snapshot':{'Result':1,'UserInfo':{'IP':'u-secret'}}}}",
                "{'code':0,'data':{'trace_id':'j','UserInfo':{'IP':'u-secret'},'user_info':{'token_id':'u-secret'}}}",
                "{'EventName':'reviewimage','JobsDetail':{'JobId':'j','State':'Success','UserInfo':{'IP':'u-secret'}}}"
            })
    void personalData_isDropped(String body) {
        byte[] callback = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        CallbackEvents dropping = new CallbackEvents(Set.of(), PersonalData.DROP, 1 << 20);

        String dropped = GoldenPairs.value(GoldenPairs.records(dropping.encode(GoldenPairs.decode(callback)))
                .getFirst());

        assertThat(GoldenPairs.value(GoldenPairs.records(callback).getFirst())).contains("u-secret");
        assertThat(dropped).contains("\"jobId\":\"j\"").doesNotContain("u-secret", "ser");
    }

    @Test
    void headerWithoutAName_staysInTheDetails() throws Exception {
        JsonNode event = json(record("{'EventName':'ReviewText','JobsDetail':{'JobId':'j','State':'Failed',"
                + "'CosHeaders':{'':'x','a':'y'}}}"));

        assertThat(event.at("/object/headers")).hasToString("{\"a\":\"y\"}");
        assertThat(event.at("/details/CosHeaders")).hasToString("{\"\":\"x\"}");
    }

    /** A scene's name is repeated for each item of an array, so its length is limited. */
    @Test
    void tooLongName_isNoScene() throws Exception {
        String name = "n".repeat(61) + "Info";

        JsonNode event = json(record("{'EventName':'ReviewText','JobsDetail':{'JobId':'j','State':'Failed','" + name
                + "':{'HitFlag':1},'" + name.substring(1) + "':{'HitFlag':1}}}"));

        assertThat(event.get("scenes")).hasSize(1);
        assertThat(event.at("/details/" + name + "/HitFlag").asText()).isEqualTo("1");
    }

    @Test
    void longAddress_isNotRepeatedAsKey() throws Exception {
        String url = "https://b-1.cos.r.myqcloud.com/" + "k".repeat(1 << 20);

        JsonNode event = json(record("{'code':0,'data':{'trace_id':'j','url':'" + url + "'}}"));

        assertThat(event.at("/object/url").asText()).isEqualTo(url);
        assertThat(event.at("/object/bucket").asText()).isEqualTo("b-1");
        assertThat(event.at("/object").has("key")).isFalse();
    }

    private static EventRecord record(String body) {
        var records = GoldenPairs.records(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static JsonNode json(EventRecord record) throws Exception {
        return JSON.readTree(record.value());
    }
}

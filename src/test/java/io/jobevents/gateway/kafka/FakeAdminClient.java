package io.jobevents.gateway.kafka;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AbstractOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/** Kafka's admin client with brokers and topics in memory. Answers the six requests that the gateway sends. */
final class FakeAdminClient {

    private final Map<String, TopicDescription> topics = new TreeMap<>();
    private final Map<String, Config> settings = new HashMap<>();
    private final Map<String, KafkaFuture<Void>> creations = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<NewTopic> created = new ArrayList<>();
    private final List<Duration> closed = new ArrayList<>();
    private final Set<TopicPartition> opened = new TreeSet<>(Comparator.comparing(TopicPartition::toString));
    private KafkaFuture<ListOffsetsResultInfo> leaders =
            KafkaFuture.completedFuture(new ListOffsetsResultInfo(0, -1, Optional.empty()));
    private int brokers = 3;
    private RuntimeException failure;

    void hasBrokers(int number) {
        brokers = number;
    }

    /** @param replicas the number of replicas of each partition */
    void has(String topic, List<Integer> replicas, Map<String, String> values) {
        List<TopicPartitionInfo> partitions = IntStream.range(0, replicas.size())
                .mapToObj(
                        number -> new TopicPartitionInfo(number, Node.noNode(), nodes(replicas.get(number)), List.of()))
                .toList();
        topics.put(topic, new TopicDescription(topic, false, partitions));
        settings.put(
                topic,
                new Config(values.entrySet().stream()
                        .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
                        .toList()));
    }

    /** Sets the result of the topic's creation; others succeed at once. */
    void answersCreation(String topic, KafkaFuture<Void> answer) {
        creations.put(topic, answer);
    }

    /** Sets the leaders' answer to requests for end offsets; by default they answer at once. */
    void leadersAnswer(KafkaFuture<ListOffsetsResultInfo> answer) {
        leaders = answer;
    }

    /** The partitions whose end offset was requested. */
    Set<TopicPartition> endsRequested() {
        return opened;
    }

    /** Lets all requests but creations fail. */
    void fails(RuntimeException with) {
        failure = with;
    }

    /** The requests, with their timeout in milliseconds, if there is one. */
    List<String> requests() {
        return requests;
    }

    List<NewTopic> created() {
        return created;
    }

    /** The timeout of each close. */
    List<Duration> closed() {
        return closed;
    }

    static <T> KafkaFuture<T> failed(RuntimeException with) {
        KafkaFutureImpl<T> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(with);
        return failed;
    }

    Admin client() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (self, method, arguments) ->
                        answer(method.getName(), arguments == null ? List.of() : List.of(arguments)));
    }

    private Object answer(String method, List<?> arguments) {
        if (method.equals("close")) {
            closed.add((Duration) arguments.getFirst());
            return null;
        }
        requests.add(
                !arguments.isEmpty() && arguments.getLast() instanceof AbstractOptions<?> options
                        ? method + " " + options.timeoutMs()
                        : method);
        return switch (method) {
            case "listTopics" -> listed();
            case "describeCluster" -> cluster();
            case "createTopics" -> creation(arguments);
            case "listOffsets" -> offsets((Map<?, ?>) arguments.getFirst());
            case "describeTopics" -> descriptions((Collection<?>) arguments.getFirst());
            case "describeConfigs" -> configs((Collection<?>) arguments.getFirst());
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private ListTopicsResult listed() {
        Map<String, TopicListing> listings = topics.keySet().stream()
                .collect(Collectors.toMap(topic -> topic, topic -> new TopicListing(topic, Uuid.randomUuid(), false)));
        return result(ListTopicsResult.class, future(listings));
    }

    private DescribeClusterResult cluster() {
        return result(DescribeClusterResult.class, future(nodes(brokers)), null, null, null);
    }

    private CreateTopicsResult creation(List<?> arguments) {
        Map<String, KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig>> results = new LinkedHashMap<>();
        for (Object argument : (Collection<?>) arguments.getFirst()) {
            NewTopic topic = (NewTopic) argument;
            created.add(topic);
            results.put(
                    topic.name(),
                    creations
                            .getOrDefault(topic.name(), KafkaFuture.completedFuture(null))
                            .thenApply(done -> null));
        }
        return new CreateTopicsResult(results) {};
    }

    private ListOffsetsResult offsets(Map<?, ?> asked) {
        asked.keySet().forEach(partition -> opened.add((TopicPartition) partition));
        return new ListOffsetsResult(
                opened.stream().collect(Collectors.toMap(partition -> partition, partition -> leaders)));
    }

    private DescribeTopicsResult descriptions(Collection<?> names) {
        Map<String, KafkaFuture<TopicDescription>> results = new LinkedHashMap<>();
        names.forEach(name -> results.put((String) name, future(topics.get(name))));
        return new DescribeTopicsResult(null, results) {};
    }

    private DescribeConfigsResult configs(Collection<?> resources) {
        Map<ConfigResource, KafkaFuture<Config>> results = new LinkedHashMap<>();
        for (Object resource : resources) {
            results.put((ConfigResource) resource, future(settings.get(((ConfigResource) resource).name())));
        }
        return new DescribeConfigsResult(results) {};
    }

    private <T> KafkaFuture<T> future(T answer) {
        return failure == null ? KafkaFuture.completedFuture(answer) : failed(failure);
    }

    private static List<Node> nodes(int number) {
        return IntStream.range(0, number)
                .mapToObj(id -> new Node(id, "broker" + id, 9092))
                .toList();
    }

    /** Some results have package-private constructors. */
    private static <T> T result(Class<T> type, Object... arguments) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        try {
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

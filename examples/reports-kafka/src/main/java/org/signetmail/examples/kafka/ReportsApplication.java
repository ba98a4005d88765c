package org.signetmail.examples.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.Stores;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.reports.sending.RecipientFinder;

/**
 * The commands: {@code topics SETTINGS} makes the topics, {@code merge SETTINGS} counts results and closes reports, {@code mail
 * SETTINGS} mails them. The last two run until they are stopped, as many instances as one likes.
 */
public final class ReportsApplication {

    /** For the command of the mail server. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ReportsApplication() {}

    /**
     * Runs a command. The exit status is 1 when a merger has failed for good: whoever watches it starts it again.
     *
     * @param args the command, and the file of settings
     * @throws Exception when the settings are wrong, or what it needs is not there
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            throw new IllegalArgumentException("topics|merge|mail SETTINGS");
        }
        Settings settings = Settings.read(Path.of(args[1]));
        switch (args[0]) {
            case "topics" -> topics(settings);
            case "merge" -> System.exit(merge(settings) ? 0 : 1);
            case "mail" -> mail(settings);
            default -> throw new IllegalArgumentException("no command: " + args[0]);
        }
    }

    private static void topics(Settings settings) throws Exception {
        try (Admin admin = Admin.create(settings.kafka())) {
            admin.createTopics(Topics.all(settings.number("topics.partitions"), settings.number("topics.replication")))
                    .all()
                    .get();
        }
    }

    /** Whether it ended as it should. */
    private static boolean merge(Settings settings) throws Exception {
        int partitions;
        try (Admin admin = Admin.create(settings.kafka())) {
            partitions = Topics.partitions(admin);
        }
        KafkaStreams streams = new KafkaStreams(
                ReportTopology.of(
                        settings.duration("grace", Duration.ofMinutes(30)),
                        partitions,
                        settings.submitter(),
                        Stores::persistentKeyValueStore,
                        System.err::println),
                streamsSettings(settings));
        CountDownLatch ended = new CountDownLatch(1);
        streams.setUncaughtExceptionHandler(failure -> {
            failure.printStackTrace();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            System.err.println("merger: " + now);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(30)), "stop"));
        streams.start();
        Duration tick = settings.duration("tick", Duration.ofMinutes(1));
        if (tick.isZero()) {
            ended.await(); // somebody else ticks
        } else {
            KafkaProducer<String, String> producer =
                    new KafkaProducer<>(settings.kafka(), new StringSerializer(), new StringSerializer());
            Ticker ticker = Ticker.start(producer, tick, System.err::println);
            try {
                ended.await();
            } finally {
                ticker.close();
            }
        }
        return streams.state() != KafkaStreams.State.ERROR;
    }

    static Properties streamsSettings(Settings settings) {
        int replication = settings.number("topics.replication");
        Properties streams = new Properties();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, "dmarc-reports");
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        streams.put(StreamsConfig.STATE_DIR_CONFIG, settings.text("state.dir"));
        // An instance that is started again has its partitions back at once, instead of after a time-out.
        streams.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.text("instance"));
        streams.put(StreamsConfig.CLIENT_ID_CONFIG, "dmarc-reports-" + settings.text("instance"));
        // What was counted is kept as safely as what came.
        streams.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        streams.put(
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                String.valueOf(Topics.inSync(replication)));
        // To close the largest report takes seconds, those of all partitions may be due at once, and all of it is one
        // transaction.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 300_000);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.LARGEST);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "gzip");
        streams.putAll(settings.kafka());
        return streams;
    }

    private static void mail(Settings settings) throws Exception {
        Map<String, Object> consuming = new HashMap<>(settings.kafka());
        consuming.put(ConsumerConfig.GROUP_ID_CONFIG, "dmarc-mailers");
        consuming.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.text("instance"));
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consuming.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consuming.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // One at a time, with all its mails, each of which may take its minute.
        consuming.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        consuming.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 900_000);
        Map<String, Object> producing = new HashMap<>(settings.kafka());
        producing.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST);

        DnsJavaResolver resolver = settings.optional("dns")
                .map(servers -> DnsJavaResolver.builder()
                        .servers(servers.split(",", -1))
                        .build())
                .orElseGet(DnsJavaResolver::system);
        SigningKey key = SigningKey.fromPem(Path.of(settings.text("signature.key")));
        String domain = settings.optional("signature.domain").orElse(settings.text("submitter.domain"));
        String selector = settings.text("signature.selector");

        AtomicBoolean stopping = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopping, ended), "stop"));
        try (KafkaConsumer<String, byte[]> orders =
                        new KafkaConsumer<>(consuming, new StringDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<String, byte[]> again =
                        new KafkaProducer<>(producing, new StringSerializer(), new ByteArraySerializer())) {
            orders.subscribe(List.of(Topics.MAILS));
            Mailer mailer = new Mailer(
                    orders,
                    again,
                    RecipientFinder.using(resolver),
                    settings.submitter(),
                    date -> DkimSigner.builder(domain, selector, key)
                            .clock(InstantSource.fixed(date))
                            .build(),
                    new Sendmail(Path.of(settings.text("sendmail")), PATIENCE),
                    InstantSource.system(),
                    System.err::println);
            while (!stopping.get()) {
                mailer.poll(Duration.ofSeconds(1));
            }
        } finally {
            ended.countDown();
        }
    }

    /** What is being sent is committed before the end: else it would go out twice whenever a mailer is stopped. */
    private static void stop(AtomicBoolean stopping, CountDownLatch ended) {
        stopping.set(true);
        try {
            var unused = ended.await(PATIENCE.plusSeconds(10).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

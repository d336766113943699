// The route stage's work without its thinking: consume a record, produce its notices, commit the offsets.
//
// What a careful C program does with nothing but librdkafka, written to be fast: one thread, one event queue, messages
// produced straight from the fetch buffers, headers built from ready-made bytes. It parses nothing. The *deck* tells it
// which notices each record has (keys and header values as the router would write them), by the record's offset, so
// that it writes what the stage writes, record for record.
//
//     baseline BOOTSTRAP GROUP DECK RECORDS OUT-TOPIC IN-TOPIC...
//
// It prints its figures when RECORDS records were read, their notices acknowledged and their offsets committed. The clock
// starts when the group gives it its partitions. The deck holds the events of the first IN-TOPIC, then those of the next,
// as many of each; a partition holds them over and over.

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <librdkafka/rdkafka.h>

enum { STEP_RECORDS = 20000, STEP_MILLISECONDS = 200, MAX_HEADERS = 8 };

static void die(const char *what, const char *why) {
    fprintf(stderr, "baseline: %s: %s\n", what, why);
    exit(1);
}

static void check(rd_kafka_resp_err_t err, const char *what) {
    if (err) die(what, rd_kafka_err2str(err));
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// ---- The deck: `EVENT KEY NAME=VALUE...`, one notice a line, in the order of the events.

typedef struct {
    const char *name;
    const char *value;
    size_t value_length;
} header_t;

typedef struct {
    const char *key;
    size_t key_length;
    header_t headers[MAX_HEADERS];
    size_t header_count;
} notice_t;

typedef struct {
    notice_t *notices;
    size_t notice_count;
    size_t *first;  // per event its first notice, and one entry past the last event
    size_t event_count;
} deck_t;

static notice_t read_notice(char *words) {
    notice_t notice = {0};
    char *rest = NULL;
    notice.key = strtok_r(words, " ", &rest);
    if (!notice.key) die("deck", "a line without a key");
    notice.key_length = strlen(notice.key);
    for (char *word; (word = strtok_r(NULL, " ", &rest));) {
        char *equals = strchr(word, '=');
        if (!equals || notice.header_count == MAX_HEADERS) die("deck", "a header without a value, or too many");
        *equals = 0;
        notice.headers[notice.header_count++] = (header_t){word, equals + 1, strlen(equals + 1)};
    }
    return notice;
}

static deck_t read_deck(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) die(path, strerror(errno));
    deck_t deck = {0};
    char *line = NULL;
    size_t room = 0, capacity = 0, event_capacity = 0;
    for (ssize_t length; (length = getline(&line, &room, file)) > 0; line = NULL, room = 0) {
        line[strcspn(line, "\n")] = 0;
        char *words = NULL;
        const size_t event = strtoul(line, &words, 10);
        if (deck.notice_count == capacity) {
            capacity = capacity ? capacity * 2 : 1024;
            deck.notices = realloc(deck.notices, capacity * sizeof *deck.notices);
        }
        if (event + 2 > event_capacity) {
            event_capacity = (event + 2) * 2;
            deck.first = realloc(deck.first, event_capacity * sizeof *deck.first);
        }
        if (event + 1 > deck.event_count) {
            if (event != deck.event_count) die("deck", "an event is missing");
            deck.first[deck.event_count++] = deck.notice_count;
        }
        deck.notices[deck.notice_count++] = read_notice(words);
    }
    if (!deck.event_count) die(path, "the deck is empty");
    deck.first[deck.event_count] = deck.notice_count;
    fclose(file);
    return deck;
}

// ---- Clients, with the properties that the stage's have.

static void set(rd_kafka_conf_t *conf, const char *name, const char *value) {
    char why[512];
    if (rd_kafka_conf_set(conf, name, value, why, sizeof why) != RD_KAFKA_CONF_OK) die(name, why);
}

static rd_kafka_conf_t *common(const char *bootstrap) {
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    set(conf, "bootstrap.servers", bootstrap);
    set(conf, "socket.keepalive.enable", "true");
    set(conf, "log.connection.close", "false");
    set(conf, "topic.metadata.refresh.fast.interval.ms", "50");
    set(conf, "reconnect.backoff.ms", "20");
    set(conf, "reconnect.backoff.max.ms", "500");
    return conf;
}

static rd_kafka_t *start(rd_kafka_type_t type, rd_kafka_conf_t *conf) {
    char why[512];
    rd_kafka_t *client = rd_kafka_new(type, conf, why, sizeof why);
    if (!client) die("client", why);
    return client;
}

static rd_kafka_t *make_consumer(const char *bootstrap, const char *group, bool *needs_waker) {
    rd_kafka_conf_t *conf = common(bootstrap);
    char why[512];
    set(conf, "group.id", group);
    set(conf, "enable.auto.commit", "false");
    set(conf, "enable.auto.offset.store", "false");
    set(conf, "enable.partition.eof", "true");
    set(conf, "auto.offset.reset", "error");
    set(conf, "isolation.level", "read_committed");
    set(conf, "partition.assignment.strategy", "range");
    set(conf, "queued.max.messages.kbytes", "8192");
    set(conf, "session.timeout.ms", "4000");
    set(conf, "heartbeat.interval.ms", "500");
    set(conf, "fetch.wait.max.ms", "10");
    set(conf, "fetch.error.backoff.ms", "50");
    set(conf, "coordinator.query.interval.ms", "1000");
    set(conf, "allow.auto.create.topics", "true");
    *needs_waker = rd_kafka_conf_set(conf, "fetch.queue.backoff.ms", "10", why, sizeof why) != RD_KAFKA_CONF_OK;
    rd_kafka_conf_set_events(conf, RD_KAFKA_EVENT_FETCH | RD_KAFKA_EVENT_REBALANCE | RD_KAFKA_EVENT_ERROR);
    rd_kafka_t *consumer = start(RD_KAFKA_CONSUMER, conf);
    rd_kafka_poll_set_consumer(consumer);
    return consumer;
}

static size_t lost;

static void on_delivery(rd_kafka_t *producer, const rd_kafka_message_t *message, void *opaque) {
    (void)producer, (void)opaque;
    if (message->err) lost++;
}

static rd_kafka_t *make_producer(const char *bootstrap) {
    rd_kafka_conf_t *conf = common(bootstrap);
    set(conf, "retry.backoff.ms", "20");
    set(conf, "enable.idempotence", "true");
    set(conf, "partitioner", "murmur2_random");
    set(conf, "compression.type", "lz4");
    set(conf, "queue.buffering.max.messages", "20000");
    set(conf, "queue.buffering.max.kbytes", "65536");
    rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
    return start(RD_KAFKA_PRODUCER, conf);
}

// ---- Keeping the fetcher awake at a small prefetch queue (librdkafka before 2.2), as the stage's consumer does.

typedef struct {
    rd_kafka_t *consumer;
    const char *topic;
    atomic_bool stop;
} waker_t;

static void *keep_awake(void *opaque) {
    waker_t *waker = opaque;
    const struct timespec pause = {0, 10 * 1000 * 1000};
    while (!atomic_load(&waker->stop)) {
        int64_t low, high;
        rd_kafka_query_watermark_offsets(waker->consumer, waker->topic, 0, &low, &high, 1000);
        nanosleep(&pause, NULL);
    }
    return NULL;
}

// ---- The loop.

typedef struct {
    rd_kafka_t *consumer, *producer;
    char **topics;
    size_t topic_count;
    rd_kafka_topic_t *out;
    deck_t deck;
    rd_kafka_topic_partition_list_t *passed;
    size_t records, notices, in_step;
    double started, step_started, cpu_started;
    bool assigned;
} loop_t;

static rd_kafka_headers_t *headers_of(const rd_kafka_message_t *message, const notice_t *notice, const char *origin,
                                      size_t origin_length) {
    rd_kafka_headers_t *own = NULL, *headers = rd_kafka_headers_new(MAX_HEADERS);
    const char *name;
    const void *value;
    size_t size;
    if (rd_kafka_message_headers(message, &own) == RD_KAFKA_RESP_ERR_NO_ERROR)
        for (size_t i = 0; !rd_kafka_header_get_all(own, i, &name, &value, &size); i++)
            rd_kafka_header_add(headers, name, -1, value, size);
    rd_kafka_header_add(headers, "vm-origin", 9, origin, origin_length);
    for (size_t i = 0; i < notice->header_count; i++)
        rd_kafka_header_add(headers, notice->headers[i].name, -1, notice->headers[i].value,
                            notice->headers[i].value_length);
    return headers;
}

static void produce(loop_t *loop, const rd_kafka_message_t *message, const notice_t *notice, const char *origin,
                    size_t origin_length, int64_t timestamp) {
    rd_kafka_headers_t *headers = headers_of(message, notice, origin, origin_length);
    for (;;) {
        const rd_kafka_resp_err_t err = rd_kafka_producev(
            loop->producer, RD_KAFKA_V_RKT(loop->out), RD_KAFKA_V_PARTITION(RD_KAFKA_PARTITION_UA),
            RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY((void *)notice->key, notice->key_length),
            RD_KAFKA_V_VALUE(message->payload, message->len), RD_KAFKA_V_TIMESTAMP(timestamp),
            RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
        if (!err) break;
        if (err != RD_KAFKA_RESP_ERR__QUEUE_FULL) check(err, "produce");
        rd_kafka_poll(loop->producer, 100);
    }
    loop->notices++;
}

static void pass(loop_t *loop, const rd_kafka_message_t *message) {
    const char *topic = rd_kafka_topic_name(message->rkt);
    rd_kafka_topic_partition_t *place =
        rd_kafka_topic_partition_list_find(loop->passed, topic, message->partition);
    if (!place) place = rd_kafka_topic_partition_list_add(loop->passed, topic, message->partition);
    place->offset = message->offset + 1;
}

// Where the deck holds the events of the message's topic.
static size_t place_in_deck(const loop_t *loop, const rd_kafka_message_t *message) {
    const char *name = rd_kafka_topic_name(message->rkt);
    for (size_t i = 0; i < loop->topic_count; i++)
        if (strcmp(name, loop->topics[i]) == 0) return i * (loop->deck.event_count / loop->topic_count);
    die("fetch", "a topic nobody asked for");
    return 0;
}

static void take(loop_t *loop, rd_kafka_event_t *event, int64_t timestamp) {
    const rd_kafka_message_t *message, *last = NULL;
    char origin[512];
    const size_t size = loop->deck.event_count / loop->topic_count;
    size_t start = 0;
    while ((message = rd_kafka_event_message_next(event))) {
        check(message->err, "fetch");
        // A fetch event holds records of one partition.
        if (!last) start = place_in_deck(loop, message);
        const size_t number = start + (size_t)message->offset % size;
        const int length = snprintf(origin, sizeof origin, "%s/%d@%lld", rd_kafka_topic_name(message->rkt),
                                    (int)message->partition, (long long)message->offset);
        for (size_t i = loop->deck.first[number]; i < loop->deck.first[number + 1]; i++)
            produce(loop, message, &loop->deck.notices[i], origin, (size_t)length, timestamp);
        loop->records++;
        loop->in_step++;
        last = message;
    }
    if (last) pass(loop, last);
}

static void end_step(loop_t *loop) {
    if (!loop->in_step) return;
    check(rd_kafka_flush(loop->producer, 60000), "flush");
    if (lost) die("flush", "records were not delivered");
    check(rd_kafka_commit(loop->consumer, loop->passed, 0), "commit");
    rd_kafka_topic_partition_list_destroy(loop->passed);
    loop->passed = rd_kafka_topic_partition_list_new(64);
    loop->in_step = 0;
}

static void rebalance(loop_t *loop, rd_kafka_event_t *event) {
    rd_kafka_topic_partition_list_t *list = rd_kafka_event_topic_partition_list(event);
    if (rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) die("group", "partitions were taken");
    for (int i = 0; i < list->cnt; i++) list->elems[i].offset = RD_KAFKA_OFFSET_BEGINNING;
    loop->started = loop->step_started = seconds_now();
    loop->cpu_started = cpu_seconds();
    check(rd_kafka_assign(loop->consumer, list), "assign");
    loop->assigned = true;
}

static void handle(loop_t *loop, rd_kafka_event_t *event) {
    switch (rd_kafka_event_type(event)) {
    case RD_KAFKA_EVENT_REBALANCE:
        rebalance(loop, event);
        break;
    case RD_KAFKA_EVENT_FETCH: {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        if (!loop->in_step) loop->step_started = seconds_now();
        take(loop, event, now.tv_sec * 1000LL + now.tv_nsec / 1000000);
        break;
    }
    default:
        break;  // ends of partitions
    }
    rd_kafka_event_destroy(event);
}

static void run(loop_t *loop, size_t wanted) {
    rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(loop->consumer);
    while (loop->records < wanted) {
        rd_kafka_event_t *event = rd_kafka_queue_poll(queue, loop->in_step ? 10 : 500);
        if (event) handle(loop, event);
        rd_kafka_poll(loop->producer, 0);
        const bool full = loop->in_step >= STEP_RECORDS ||
                          (seconds_now() - loop->step_started) * 1000 >= STEP_MILLISECONDS;
        if (!event || full) end_step(loop);
    }
    end_step(loop);
    rd_kafka_queue_destroy(queue);
}

// VmHWM rather than ru_maxrss, which on Linux survives exec and so begins with what the parent had.
static long peak_kib(void) {
    FILE *status = fopen("/proc/self/status", "r");
    if (!status) die("/proc/self/status", strerror(errno));
    char line[256];
    long peak = 0;
    while (fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %ld", &peak) == 1) break;
    fclose(status);
    return peak;
}

int main(int count, char **words) {
    if (count < 7) die("usage", "baseline BOOTSTRAP GROUP DECK RECORDS OUT-TOPIC IN-TOPIC...");
    loop_t loop = {.deck = read_deck(words[3]), .passed = rd_kafka_topic_partition_list_new(64),
                   .topics = words + 6, .topic_count = (size_t)count - 6};
    bool needs_waker;
    loop.consumer = make_consumer(words[1], words[2], &needs_waker);
    loop.producer = make_producer(words[1]);
    loop.out = rd_kafka_topic_new(loop.producer, words[5], NULL);
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(count - 6);
    for (int i = 6; i < count; i++) rd_kafka_topic_partition_list_add(topics, words[i], RD_KAFKA_PARTITION_UA);
    check(rd_kafka_subscribe(loop.consumer, topics), "subscribe");

    waker_t waker = {.consumer = loop.consumer, .topic = words[6]};
    pthread_t thread;
    if (needs_waker && pthread_create(&thread, NULL, keep_awake, &waker)) die("thread", strerror(errno));
    run(&loop, strtoul(words[4], NULL, 10));
    const double seconds = seconds_now() - loop.started, cpu = cpu_seconds() - loop.cpu_started;
    atomic_store(&waker.stop, true);
    if (needs_waker) pthread_join(thread, NULL);

    printf("records=%zu notices=%zu seconds=%.6f cpu=%.6f peak_kib=%ld\n", loop.records, loop.notices, seconds, cpu,
           peak_kib());
    fflush(stdout);
    rd_kafka_consumer_close(loop.consumer);
    rd_kafka_destroy(loop.consumer);
    rd_kafka_destroy(loop.producer);
    return 0;
}

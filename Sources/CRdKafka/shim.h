// What Swift cannot call, and nothing else: rd_kafka_producev() is variadic and the union of
// rd_kafka_produceva() costs more to fill from Swift than the call itself; pthread_setname_np() is declared
// only for _GNU_SOURCE.

#ifndef CRDKAFKA_SHIM_H
#define CRDKAFKA_SHIM_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stddef.h>
#include <stdint.h>

/// One header inside a block of bytes. `value_count` is -1 for a nil value, 0 for an empty one.
typedef struct crdkafka_header_s {
    uint32_t name_start;
    uint32_t name_count;
    uint32_t value_start;
    int32_t value_count;
} crdkafka_header_t;

/// Builds librdkafka's own header list, or returns NULL when there is nothing to build.
static inline rd_kafka_headers_t *
crdkafka_headers(const uint8_t *bytes, const crdkafka_header_t *headers, size_t count) {
    if (count == 0)
        return NULL;
    rd_kafka_headers_t *list = rd_kafka_headers_new(count);
    for (size_t i = 0; i < count; i++) {
        const void *value = headers[i].value_count < 0 ? NULL : bytes + headers[i].value_start;
        rd_kafka_header_add(list, (const char *)bytes + headers[i].name_start, headers[i].name_count,
                            value, headers[i].value_count < 0 ? 0 : headers[i].value_count);
    }
    return list;
}

/// Copies one record into the producer's queue; never blocks. A NULL key or value is a nil one.
/// `timestamp_ms` 0 means now. The header list belongs to librdkafka only when the call succeeds.
static inline rd_kafka_resp_err_t
crdkafka_produce(rd_kafka_t *rk, rd_kafka_topic_t *rkt, int32_t partition, int64_t timestamp_ms,
                 const void *key, size_t key_count, const void *value, size_t value_count,
                 const uint8_t *header_bytes, const crdkafka_header_t *headers, size_t header_count,
                 uintptr_t opaque) {
    rd_kafka_headers_t *list = crdkafka_headers(header_bytes, headers, header_count);
    rd_kafka_resp_err_t err = rd_kafka_producev(
        rk, RD_KAFKA_V_RKT(rkt), RD_KAFKA_V_PARTITION(partition), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_KEY((void *)key, key_count), RD_KAFKA_V_VALUE((void *)value, value_count),
        RD_KAFKA_V_TIMESTAMP(timestamp_ms), RD_KAFKA_V_HEADERS(list), RD_KAFKA_V_OPAQUE((void *)opaque),
        RD_KAFKA_V_END);
    if (err && list)
        rd_kafka_headers_destroy(list);
    return err;
}

#ifdef __linux__
#include <pthread.h>
extern int pthread_setname_np(pthread_t thread, const char *name);

/// Names the calling thread, in at most 15 bytes.
static inline void crdkafka_name_thread(const char *name) {
    pthread_setname_np(pthread_self(), name);
}
#else
#include <pthread.h>

static inline void crdkafka_name_thread(const char *name) {
    pthread_setname_np(name);
}
#endif

#endif

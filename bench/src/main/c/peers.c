/*
 * SPF by libspf2 and DKIM by libopendkim, as one program: peers PORT THREADS WARM_UP ROUNDS < MESSAGES
 *
 * Asks the name server at that port of 127.0.0.1, and keeps no answer: each round begins cold, and libopendkim has no cache.
 * MESSAGES is a sequence of
 *
 *   CLIENT HELO MAIL-FROM LENGTH LF, then so many octets
 *
 * For each round it prints: microseconds of processor time and of time a message, messages for which SPF passed, signatures that
 * verified, and temporary errors.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <arpa/nameser.h>
#include <pthread.h>
#include <resolv.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <time.h>
#include <opendkim/dkim.h>
#include <spf2/spf.h>
#include <spf2/spf_dns.h>

enum { MAX_MESSAGES = 1 << 17, MAX_ANSWER = 65535 };

struct message {
  char client[64], helo[256], from[512];
  unsigned char *octets;
  size_t length;
};

static struct message messages[MAX_MESSAGES];
static int count, port;
static atomic_int next, spf_passed, verified, temporary;
static DKIM_LIB *library;

static __thread struct __res_state resolver;
static __thread bool ready;
static __thread unsigned char answer[MAX_ANSWER];

/* The length of an answer; zero when there is no such name or record, less when there is no answer. */
static int ask(const char *name, int type) {
  if (!ready) {
    if (res_ninit(&resolver) != 0) return -1;
    resolver.options &= ~(RES_DNSRCH | RES_DEFNAMES);
    resolver.nscount = 1;
    resolver.nsaddr_list[0].sin_family = AF_INET;
    resolver.nsaddr_list[0].sin_port = htons((uint16_t) port);
    resolver.nsaddr_list[0].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ready = true;
  }
  int length = res_nquery(&resolver, name, ns_c_in, type, answer, sizeof answer);
  if (length >= 0) return length;
  return resolver.res_h_errno == HOST_NOT_FOUND || resolver.res_h_errno == NO_DATA ? 0 : -1;
}

/* The strings of a TXT record as one; its length. */
static size_t text(ns_rr record, char *out, size_t room) {
  const unsigned char *from = ns_rr_rdata(record), *end = from + ns_rr_rdlen(record);
  size_t length = 0;
  while (from < end) {
    size_t part = *from++;
    if (part > (size_t) (end - from) || length + part >= room) break;
    memcpy(out + length, from, part);
    length += part;
    from += part;
  }
  out[length] = 0;
  return length;
}

static SPF_dns_rr_t *look_up(SPF_dns_server_t *layer, const char *name, ns_type type, int cache) {
  (void) cache;
  int length = ask(name, type);
  SPF_dns_rr_t *found = SPF_dns_rr_new_init(layer, name, type, 0, length < 0 ? TRY_AGAIN : HOST_NOT_FOUND);
  ns_msg message;
  if (length <= 0 || ns_initparse(answer, length, &message) != 0) return found;
  for (int i = 0; i < ns_msg_count(message, ns_s_an); i++) {
    ns_rr record;
    if (ns_parserr(&message, ns_s_an, i, &record) != 0 || ns_rr_type(record) != type) continue;
    char name_or_text[4096];
    size_t need = sizeof name_or_text;
    if (SPF_dns_rr_buf_realloc(found, found->num_rr, need) != SPF_E_SUCCESS) break;
    SPF_dns_rr_data_t *data = found->rr[found->num_rr];
    const unsigned char *octets = ns_rr_rdata(record);
    if (type == ns_t_a) memcpy(&data->a, octets, 4);
    else if (type == ns_t_aaaa) memcpy(&data->aaaa, octets, 16);
    else if (type == ns_t_mx) {
      if (ns_name_uncompress(answer, answer + length, octets + 2, name_or_text, need) < 0) continue;
      memcpy((void *) data, name_or_text, strlen(name_or_text) + 1);
    } else if (type == ns_t_ptr) {
      if (ns_name_uncompress(answer, answer + length, octets, name_or_text, need) < 0) continue;
      memcpy((void *) data, name_or_text, strlen(name_or_text) + 1);
    } else text(record, (char *) data, need);
    found->num_rr++;
    found->herrno = NETDB_SUCCESS;
  }
  return found;
}

static SPF_dns_server_t layer = {.lookup = look_up, .name = "bench"};

static int key_of(DKIM *dkim, DKIM_SIGINFO *signature, unsigned char *out, size_t room) {
  (void) dkim;
  char name[1024];
  snprintf(name, sizeof name, "%s._domainkey.%s", dkim_sig_getselector(signature), dkim_sig_getdomain(signature));
  int length = ask(name, ns_t_txt);
  if (length < 0) return DKIM_CBSTAT_TRYAGAIN;
  ns_msg message;
  ns_rr record;
  if (length == 0 || ns_initparse(answer, length, &message) != 0 || ns_msg_count(message, ns_s_an) == 0
      || ns_parserr(&message, ns_s_an, 0, &record) != 0)
    return DKIM_CBSTAT_NOTFOUND;
  text(record, (char *) out, room);
  return DKIM_CBSTAT_CONTINUE;
}

static void check_spf(SPF_server_t *server, const struct message *message) {
  SPF_request_t *request = SPF_request_new(server);
  SPF_response_t *response = NULL;
  SPF_request_set_ipv4_str(request, message->client);
  SPF_request_set_helo_dom(request, message->helo);
  SPF_request_set_env_from(request, message->from);
  SPF_request_query_mailfrom(request, &response);
  SPF_result_t result = response == NULL ? SPF_RESULT_TEMPERROR : SPF_response_result(response);
  spf_passed += result == SPF_RESULT_PASS;
  temporary += result == SPF_RESULT_TEMPERROR;
  if (response != NULL) SPF_response_free(response);
  SPF_request_free(request);
}

static void check_dkim(const struct message *message) {
  DKIM_STAT status;
  DKIM *dkim = dkim_verify(library, (const unsigned char *) "bench", NULL, &status);
  unsigned char *at = message->octets, *end = at + message->length;
  while (at + 1 < end && !(at[0] == '\r' && at[1] == '\n')) {
    unsigned char *from = at;
    do {
      while (at[0] != '\r' || at[1] != '\n') at++;
      at += 2;
    } while (*at == ' ' || *at == '\t');
    dkim_header(dkim, from, (size_t) (at - 2 - from));
  }
  at += 2;
  if (dkim_eoh(dkim) == DKIM_STAT_OK) {
    dkim_body(dkim, at, (size_t) (end - at));
    _Bool tested;
    temporary += dkim_eom(dkim, &tested) == DKIM_STAT_KEYFAIL;
    DKIM_SIGINFO **signatures;
    int number;
    if (dkim_getsiglist(dkim, &signatures, &number) == DKIM_STAT_OK)
      for (int i = 0; i < number; i++) verified += DKIM_SIG_CHECK(signatures[i]);
  }
  dkim_free(dkim);
}

static void *work(void *unused) {
  (void) unused;
  SPF_server_t *server = SPF_server_new_dns(&layer, 0);
  SPF_server_set_rec_dom(server, "mx.example.org");
  for (int i = next++; i < count; i = next++) {
    check_spf(server, &messages[i]);
    check_dkim(&messages[i]);
  }
  SPF_server_free(server);
  if (ready) res_nclose(&resolver);
  return NULL;
}

static double micros(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

static double processor(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  port = atoi(argv[1]);
  int threads = atoi(argv[2]), rounds = atoi(argv[3]) + atoi(argv[4]);
  struct message *message = messages;
  while (count < MAX_MESSAGES
         && scanf("%63s %255s %511s %zu", message->client, message->helo, message->from, &message->length) == 4) {
    getchar();
    /* Two more, so that who looks for the end of a line stays inside. */
    message->octets = calloc(message->length + 2, 1);
    if (fread(message->octets, 1, message->length, stdin) != message->length) return 3;
    message++;
    count++;
  }
  library = dkim_init(NULL, NULL);
  dkim_set_key_lookup(library, key_of);
  pthread_t *all = calloc((size_t) threads, sizeof *all);
  for (int round = 0; round < rounds; round++) {
    next = spf_passed = verified = temporary = 0;
    double start = micros(), before = processor();
    for (int i = 0; i < threads; i++) pthread_create(&all[i], NULL, work, NULL);
    for (int i = 0; i < threads; i++) pthread_join(all[i], NULL);
    printf("%.1f %.1f %d %d %d\n", (processor() - before) / count, (micros() - start) / count, (int) spf_passed, (int) verified,
           (int) temporary);
    fflush(stdout);
  }
  dkim_close(library);
  return 0;
}

/* Lets libopendkim sign and verify; README.md tells what a driver reads and writes. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <opendkim/dkim.h>

#define DOMAIN "example.com"
#define MOST_WORDS 6
#define MOST_RECORDS 8
#define LINE 1024
#define CHUNK 65535

struct octets {
  char *start;
  size_t length;
};

static char records[MOST_RECORDS][LINE];
static int record_count;
static const char *keys;

static void fail(const char *what)
{
  perror(what);
  exit(1);
}

/* The whole of a file, with a NUL behind it. */
static struct octets read_file(const char *path)
{
  struct octets octets = { NULL, 0 };
  FILE *file = fopen(path, "rb");

  if (file == NULL || fseek(file, 0, SEEK_END) != 0)
    fail(path);
  octets.length = (size_t) ftell(file);
  rewind(file);
  octets.start = malloc(octets.length + 1);
  if (octets.start == NULL || fread(octets.start, 1, octets.length, file) != octets.length)
    fail(path);
  octets.start[octets.length] = '\0';
  fclose(file);
  return octets;
}

static void read_records(void)
{
  char path[LINE];
  FILE *file;

  snprintf(path, sizeof path, "%s/records", keys);
  file = fopen(path, "r");
  if (file == NULL)
    fail(path);
  while (record_count < MOST_RECORDS && fgets(records[record_count], LINE, file) != NULL) {
    records[record_count][strcspn(records[record_count], "\n")] = '\0';
    record_count++;
  }
  fclose(file);
}

/* Instead of asking the network. */
static DKIM_CBSTAT look_up(DKIM *dkim, DKIM_SIGINFO *signature, unsigned char *buffer, size_t size)
{
  char name[LINE];
  size_t length;
  int i;

  (void) dkim;
  snprintf(name, sizeof name, "%s._domainkey.%s\t",
    (char *) dkim_sig_getselector(signature), (char *) dkim_sig_getdomain(signature));
  length = strlen(name);
  for (i = 0; i < record_count; i++) {
    if (strncmp(records[i], name, length) == 0) {
      snprintf((char *) buffer, size, "%s", records[i] + length);
      return DKIM_CBSTAT_CONTINUE;
    }
  }
  return DKIM_CBSTAT_NOTFOUND;
}

static bool crlf_at(struct octets message, size_t i)
{
  return i + 1 < message.length && message.start[i] == '\r' && message.start[i + 1] == '\n';
}

static bool blank_at(struct octets message, size_t i)
{
  return i < message.length && (message.start[i] == ' ' || message.start[i] == '\t');
}

/* Hands over a message as a mail server does: field by field, then the body in pieces. */
static DKIM_STAT feed(DKIM *dkim, struct octets message)
{
  DKIM_STAT status = DKIM_STAT_OK;
  size_t at = 0;

  while (status == DKIM_STAT_OK && at < message.length && !crlf_at(message, at)) {
    size_t end = at;

    while (end < message.length && !(crlf_at(message, end) && !blank_at(message, end + 2)))
      end++;
    status = dkim_header(dkim, (u_char *) message.start + at, end - at);
    at = crlf_at(message, end) ? end + 2 : end;
  }
  if (status == DKIM_STAT_OK)
    status = dkim_eoh(dkim);
  at += crlf_at(message, at) ? 2 : 0;
  while (status == DKIM_STAT_OK && at < message.length) {
    size_t length = message.length - at < CHUNK ? message.length - at : CHUNK;

    status = dkim_body(dkim, (u_char *) message.start + at, length);
    at += length;
  }
  return status == DKIM_STAT_OK ? dkim_eom(dkim, NULL) : status;
}

static void print_failure(const char *word, DKIM *dkim, DKIM_STAT status)
{
  const char *detail = dkim == NULL ? NULL : dkim_geterror(dkim);

  printf("%s %s%s%s\n", word, dkim_getresultstr(status), detail == NULL ? "" : ": ", detail == NULL ? "" : detail);
}

static void verify(DKIM_LIB *library, char **words)
{
  struct octets message = read_file(words[1]);
  DKIM_STAT status;
  DKIM *dkim = dkim_verify(library, (const u_char *) "verify", NULL, &status);

  if (dkim != NULL)
    status = feed(dkim, message);
  if (status == DKIM_STAT_OK)
    puts("pass");
  else
    print_failure(status == DKIM_STAT_BADSIG ? "fail" : "error", dkim, status);
  if (dkim != NULL)
    dkim_free(dkim);
  free(message.start);
}

static dkim_canon_t canonicalization(const char *word)
{
  return strcmp(word, "simple") == 0 ? DKIM_CANON_SIMPLE : DKIM_CANON_RELAXED;
}

static DKIM_STAT write_signed(DKIM *dkim, struct octets message, const char *path)
{
  u_char *value;
  size_t length;
  FILE *file;
  DKIM_STAT status = dkim_getsighdr_d(dkim, strlen(DKIM_SIGNHEADER) + 2, &value, &length);

  if (status != DKIM_STAT_OK)
    return status;
  file = fopen(path, "wb");
  if (file == NULL)
    fail(path);
  fprintf(file, "%s: %s\r\n", DKIM_SIGNHEADER, (char *) value);
  fwrite(message.start, 1, message.length, file);
  if (fclose(file) != 0)
    fail(path);
  return DKIM_STAT_OK;
}

static void sign(DKIM_LIB *library, char **words)
{
  bool rsa = strcmp(words[1], "rsa-sha256") == 0;
  char path[LINE];
  struct octets key;
  struct octets message;
  DKIM_STAT status;
  DKIM *dkim;

  if (!rsa && !dkim_libfeature(library, DKIM_FEATURE_ED25519)) {
    printf("unsupported %s\n", words[1]);
    return;
  }
  snprintf(path, sizeof path, "%s/%s.pem", keys, rsa ? "rsa" : "ed25519");
  key = read_file(path);
  message = read_file(words[4]);
  dkim = dkim_sign(library, (const u_char *) "sign", NULL, (dkim_sigkey_t) key.start,
    (const u_char *) (rsa ? "rsa" : "ed25519"), (const u_char *) DOMAIN, canonicalization(words[2]),
    canonicalization(words[3]), rsa ? DKIM_SIGN_RSASHA256 : DKIM_SIGN_ED25519SHA256, -1, &status);
  if (dkim != NULL)
    status = feed(dkim, message);
  if (status == DKIM_STAT_OK)
    status = write_signed(dkim, message, words[5]);
  if (status == DKIM_STAT_OK)
    puts("signed");
  else
    print_failure("error", dkim, status);
  if (dkim != NULL)
    dkim_free(dkim);
  free(key.start);
  free(message.start);
}

int main(int argc, char **argv)
{
  /* That there is no second From; every field is signed by default. */
  static const u_char *oversigned[] = { (const u_char *) "From", NULL };
  DKIM_LIB *library = dkim_init(NULL, NULL);
  uint32_t version = dkim_libversion();
  char line[LINE];

  if (argc != 2 || library == NULL) {
    fputs("usage: opendkim KEYS\n", stderr);
    return 1;
  }
  keys = argv[1];
  read_records();
  dkim_set_key_lookup(library, look_up);
  dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_OVERSIGNHDRS, oversigned, sizeof(u_char **));
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("%u.%u.%u\n", version >> 24, version >> 16 & 0xFF, version >> 8 & 0xFF);
  while (fgets(line, sizeof line, stdin) != NULL) {
    char *words[MOST_WORDS] = { NULL };
    char *word = strtok(line, "\t\n");
    int count = 0;

    while (word != NULL && count < MOST_WORDS) {
      words[count++] = word;
      word = strtok(NULL, "\t\n");
    }
    if (count == 2 && strcmp(words[0], "verify") == 0)
      verify(library, words);
    else if (count == MOST_WORDS && strcmp(words[0], "sign") == 0)
      sign(library, words);
    else
      puts("error not a job");
  }
  dkim_close(library);
  return 0;
}

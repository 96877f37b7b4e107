/* Reads /etc/gai.conf, a rule a line. */
#include "resolver/gai_conf.h"
#include "address/digits.h"
#include "databases/database.h"
#include "resolver/host_address.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct gai_rule {
	enum gai_table table;
	struct in6_addr prefix;
	uint32_t bits, value;
};

/* The table of RFC 6724 section 2.1, the longest prefix first. */
static const struct policy {
	unsigned char prefix[16];
	unsigned bits, precedence, label;
} policies[] = {
	{ { [15] = 1 }, 128, 50, 0 },
	{ { [10] = 0xff, 0xff }, 96, 35, 4 },
	{ { 0 }, 96, 1, 3 },
	{ { 0x20, 0x01 }, 32, 5, 5 },
	{ { 0x20, 0x02 }, 16, 30, 2 },
	{ { 0x3f, 0xfe }, 16, 1, 12 },
	{ { 0xfe, 0xc0 }, 10, 1, 11 },
	{ { 0xfc }, 7, 3, 13 },
	{ { 0 }, 0, 40, 1 },
};

static unsigned scope_v4(const unsigned char bytes[4])
{
	return bytes[0] == 127 || (bytes[0] == 169 && bytes[1] == 254) ? LINK_LOCAL : GLOBAL;
}

static unsigned default_value(enum gai_table table, const struct in6_addr *address)
{
	const struct policy *policy = policies;

	if (table == GAI_SCOPE_V4)
		return scope_v4(address->s6_addr + 12);
	while (common_bits(policy->prefix, address->s6_addr, policy->bits) < policy->bits)
		policy++;
	return table == GAI_LABEL ? policy->label : policy->precedence;
}

/* Reads "2002::/16", "192.0.2.0/24", or an address alone, of which all bits count. */
static bool read_prefix(const char *text, struct gai_rule *rule)
{
	char before_slash[INET6_ADDRSTRLEN];
	size_t size = strcspn(text, "/");
	struct host_address address;

	if (size >= sizeof before_slash)
		return false;
	*(char *)mempcpy(before_slash, text, size) = '\0';
	if (!read_address(before_slash, &address))
		return false;
	uint32_t all = address.family == AF_INET ? 32 : 128, bits = all;
	const char *end = text + size;
	if (*end)
		end = read_number(end + 1, 10, all, &bits);
	rule->prefix = as_ipv6(&address);
	rule->bits = 128 - all + bits;
	return end && *end == '\0';
}

static bool read_rule(const struct record *line, struct gai_rule *rule)
{
	static const struct {
		const char *keyword;
		enum gai_table table;
		uint32_t most;
	} kinds[] = {
		{ "label", GAI_LABEL, INT_MAX },
		{ "precedence", GAI_PRECEDENCE, INT_MAX },
		{ "scopev4", GAI_SCOPE_V4, SCOPE_MAX },
	};

	if (line->words != 3 || !read_prefix(record_word(line, 1), rule))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(line->text, kinds[i].keyword) == 0) {
			const char *end =
				read_number(record_word(line, 2), 10, kinds[i].most, &rule->value);
			rule->table = kinds[i].table;
			return end && *end == '\0';
		}
	return false;
}

static bool add_rule(struct gai_conf *conf, const struct gai_rule *rule)
{
	struct gai_rule *rules = realloc(conf->rules, (conf->count + 1) * sizeof *rules);

	if (!rules)
		return false;
	conf->rules = rules;
	rules[conf->count++] = *rule;
	return true;
}

void read_gai_conf(struct gai_conf *conf)
{
	struct record line = { 0 };
	struct gai_rule rule;
	FILE *file = fopen("/etc/gai.conf", "re");
	bool read = file;

	*conf = (struct gai_conf){ 0 };
	while (read && record_read(&line, file) == 0)
		if (read_rule(&line, &rule))
			read = add_rule(conf, &rule);
	if (file)
		fclose(file);
	free(line.text);
}

void forget_gai_conf(struct gai_conf *conf)
{
	free(conf->rules);
}

unsigned gai_value(
	const struct gai_conf *conf, enum gai_table table, const struct in6_addr *address)
{
	static const unsigned otherwise[] = { 1, 40, GLOBAL };
	const struct gai_rule *best = NULL;
	bool replaced = false;

	for (size_t i = 0; i < conf->count; i++) {
		const struct gai_rule *rule = &conf->rules[i];

		if (rule->table != table)
			continue;
		replaced = true;
		if ((!best || rule->bits > best->bits) &&
			common_bits(rule->prefix.s6_addr, address->s6_addr, rule->bits) ==
				rule->bits)
			best = rule;
	}
	if (best)
		return best->value;
	return replaced ? otherwise[table] : default_value(table, address);
}

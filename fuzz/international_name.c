/* Any bytes as a host's name in other letters than ASCII's: what becomes of them becomes the same
 * once it has been turned back. */
#include <locale.h>
#include <netdb.h>

#include "outcome.h"
#include "resolver/international_name.h"

enum { LONGEST_INPUT = NI_MAXHOST - 1 };

static unsigned char *text_end; /* of watched memory */

/* Turns the name into ASCII. Returns false for one that has no such form. */
static bool encode(const char *name, char ascii[NI_MAXHOST])
{
	int error = to_ascii(name, ascii);

	if (error != 0 && error != EAI_IDN_ENCODE)
		find("\"%s\" gives error %d", name, error);
	if (error == 0 && strnlen(ascii, NI_MAXHOST) == NI_MAXHOST)
		find("the ASCII form of \"%s\" does not end", name);
	for (const char *at = ascii; error == 0 && *at; at++)
		if ((unsigned char)*at >= 0x80)
			find("\"%s\" becomes \"%s\", which is no ASCII", name, ascii);
	return error == 0;
}

static void decode(const char *ascii, char name[NI_MAXHOST])
{
	from_ascii(ascii, name);
	if (strnlen(name, NI_MAXHOST) == NI_MAXHOST)
		find("\"%s\" turned back does not end", ascii);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	text_end = pages_end(NI_MAXHOST);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char ascii[NI_MAXHOST], name[NI_MAXHOST], again[NI_MAXHOST];

	if (size > LONGEST_INPUT)
		return 0;
	size_t length = strnlen((const char *)data, size);
	char *text = memcpy((char *)text_end - length - 1, data, length);
	text[length] = '\0';

	decode(text, name);
	if (!encode(text, ascii))
		return 0;
	decode(ascii, name);
	/* What was encoded before need not be in the form that it is given here. */
	if (!strcasestr(text, "xn--") && (!encode(name, again) || strcmp(ascii, again) != 0))
		find("\"%s\" is \"%s\", but turned back and again it is \"%s\"", text, ascii,
			again);
	return 0;
}

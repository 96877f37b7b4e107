/* Names in other letters than ASCII's, there and back: samples of RFC 3492 section 7.1, and what is
 * no name. */
#include "resolver/international_name.h"
#include "expect.h"
#include <locale.h>
#include <stdio.h>
#include <string.h>

static void check_to(const char *name, const char *wanted)
{
	char ascii[NI_MAXHOST] = "";
	int error = to_ascii(name, ascii);

	expect(wanted ? error == 0 && strcmp(ascii, wanted) == 0 : error == EAI_IDN_ENCODE, name);
	if (wanted && strcmp(ascii, wanted) != 0)
		printf("\t%s instead of %s\n", ascii, wanted);
}

static void check_from(const char *ascii, const char *wanted)
{
	char name[NI_MAXHOST] = "";

	from_ascii(ascii, name);
	expect(strcmp(name, wanted) == 0, ascii);
	if (strcmp(name, wanted) != 0)
		printf("\t%s instead of %s\n", name, wanted);
}

static void check_both(const char *name, const char *ascii)
{
	check_to(name, ascii);
	check_from(ascii, name);
}

static void check_samples(void)
{
	check_both("bücher.test", "xn--bcher-kva.test");
	check_both("www.ü", "www.xn--tda");
	check_both("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye");
	check_both("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l");
	check_both("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b");
	check_both("ひとつ屋根の下2", "xn--2-u9tlzr9756bt3uc0v");
	check_both("𐍈.test", "xn--2c8c.test");
	check_to("BÜCHER.Test", "xn--bcher-kva.test");
	check_to("ü。test", "xn--tda.test");
	check_to("ü．te｡st", "xn--tda.te.st");
	check_to("ü.", "xn--tda.");
	check_from("XN--TDA", "ü");
}

static void check_no_names(void)
{
	char many[2 * 64 + 1] = "", longer[NI_MAXHOST] = "";

	check_to("\xff", NULL);
	check_to("\xc3", NULL);
	for (int i = 0; i < 57; i++)
		strcat(many, "ü");
	check_to(many, "xn--tdaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	strcat(many, "ü");
	check_to(many, NULL);
	for (int i = 0; i < 6; i++)
		strcat(many, "ü");
	check_to(many, NULL);
	while (strlen(longer) < NI_MAXHOST - 10)
		strcat(longer, "ü.");
	check_to(longer, NULL);
}

/* What stands for nothing stays as it is, and so does what the locale cannot write. */
static void check_nothing(void)
{
	char longer[NI_MAXHOST] = "";

	check_from("xn--99999999", "xn--99999999");
	check_from("xn--a!", "xn--a!");
	check_from("xn--zz", "xn--zz");
	check_from("xn--99999b", "xn--99999b");
	check_from("xn--aa@", "xn--aa@");
	check_from("xn--aa{", "xn--aa{");
	check_from("xn--a", "xn--a");
	check_from("xn--", "xn--");
	check_from("www.test", "www.test");
	for (int i = 0; i < 20; i++)
		strcat(longer, i ? ".xn--tdaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" : "www");
	check_from(longer, longer);
	setlocale(LC_ALL, "C");
	check_from("xn--tda", "xn--tda");
	check_to("ü", NULL);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	check_samples();
	check_no_names();
	check_nothing();
	return failures > 0;
}

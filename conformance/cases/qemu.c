/* What no kernel shows that this machine can run natively: AX.25, and a security module that forbids. */
#include "fixture.h"
#include <linux/ax25.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <linux/if_ether.h>
#include <linux/if_tun.h>
#include <net/if_arp.h>
#include <sys/syscall.h>

/* A call sign, as six shifted letters and a station's number. */
static ax25_address call_sign(const char *letters)
{
	ax25_address call = { { 0 } };

	for (int i = 0; i < 6; i++)
		call.ax25_call[i] = (char)(letters[i] << 1);
	return call;
}

/* A socket of AX.25 whose address is that of the interface, which does not wait. */
static int ax25_socket(int type)
{
	struct sockaddr_ax25 addr = { .sax25_family = AF_AX25, .sax25_call = call_sign("SOCKET") };
	int fd = need(socket(AF_AX25, type, 0), "AF_AX25");

	nonblocking(fd);
	need(bind(fd, (SA *)&addr, sizeof addr), "bind");
	return fd;
}

static void bring_up(const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_UP };

	memcpy(request.ifr_name, name, strlen(name));
	need(ioctl(inet_socket(SOCK_DGRAM), SIOCSIFFLAGS, &request), name);
}

/* Gives the interface bpq0, for AX.25 over an Ethernet, an address; returns the Ethernet's other
 * end. */
static int give_ax25_address(void)
{
	struct ifreq tap = { .ifr_name = "tap0", .ifr_flags = IFF_TAP | IFF_NO_PI };
	struct ifreq request = { .ifr_name = "bpq0", .ifr_hwaddr.sa_family = AF_AX25 };
	ax25_address call = call_sign("SOCKET");

	memcpy(request.ifr_hwaddr.sa_data, &call, sizeof call);
	int ethernet = need(open("/dev/net/tun", O_RDWR), "tun");
	need(ioctl(ethernet, TUNSETIFF, &tap), "TUNSETIFF");
	bring_up("tap0");
	need(ioctl(inet_socket(SOCK_DGRAM), SIOCSIFHWADDR, &request), "SIOCSIFHWADDR");
	bring_up("bpq0");
	return ethernet;
}

CASE(socket, ax25_dgram,
	PROVES("socket.domain.AF_AX25"),
	STAGE("qemu"),
	DOCUMENT("5 hello"), LINUX("5 hello"))
{
	struct sockaddr_ax25 peer = { .sax25_family = AF_AX25, .sax25_call = call_sign("NOBODY") };
	char frame[256] = "";
	ssize_t size;
	int ethernet = give_ax25_address(), fd = ax25_socket(SOCK_DGRAM);

	observe(sendto(fd, "hello", 5, 0, (SA *)&peer, sizeof peer));
	do {
		await(ethernet, POLLIN);
		size = need((int)read(ethernet, frame, sizeof frame - 1), "read");
	} while (frame[12] != ETH_P_BPQ >> 8 || frame[13] != (char)ETH_P_BPQ);
	frame[size] = '\0';
	observe_text(frame + size - 5);
}

CASE(connect, same_addresses_ax25,
	PROVES("connect.EADDRINUSE.local-in-use"),
	STAGE("qemu"),
	ALL("-1 EINPROGRESS -1 EADDRINUSE"))
{
	struct sockaddr_ax25 peer = { .sax25_family = AF_AX25, .sax25_call = call_sign("NOBODY") };
	give_ax25_address();
	int first = ax25_socket(SOCK_SEQPACKET), second = ax25_socket(SOCK_SEQPACKET);

	observe(connect(first, (SA *)&peer, sizeof peer));
	observe(connect(second, (SA *)&peer, sizeof peer));
}

/* The number of a function among the kernel's types. */
static uint32_t type_of_function(const char *name)
{
	static char types[16 << 20];
	int fd = need(open("/sys/kernel/btf/vmlinux", O_RDONLY), "BTF");
	size_t size = 0;
	for (ssize_t n; (n = read(fd, types + size, sizeof types - size)) > 0;)
		size += (size_t)n;

	const struct btf_header *header = (const void *)types;
	const char *names = types + header->hdr_len + header->str_off;
	const char *at = types + header->hdr_len + header->type_off;
	for (uint32_t id = 1; at < types + header->hdr_len + header->type_off + header->type_len; id++) {
		const struct btf_type *type = (const void *)at;
		uint32_t kind = BTF_INFO_KIND(type->info), members = BTF_INFO_VLEN(type->info);
		if (kind == BTF_KIND_FUNC && strcmp(names + type->name_off, name) == 0)
			return id;
		at += sizeof *type;
		switch (kind) {
		case BTF_KIND_INT:
		case BTF_KIND_VAR:
		case BTF_KIND_DECL_TAG:
			at += sizeof(uint32_t);
			break;
		case BTF_KIND_ARRAY:
			at += sizeof(struct btf_array);
			break;
		case BTF_KIND_STRUCT:
		case BTF_KIND_UNION:
		case BTF_KIND_DATASEC:
		case BTF_KIND_ENUM64:
			at += members * 3 * sizeof(uint32_t);
			break;
		case BTF_KIND_ENUM:
		case BTF_KIND_FUNC_PROTO:
			at += members * 2 * sizeof(uint32_t);
			break;
		default:
			break;
		}
	}
	unsupported("no such function");
}

/* From now on a security module says no to accept. */
static void forbid_accept(void)
{
	static const struct bpf_insn no[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr program = {
		.prog_type = BPF_PROG_TYPE_LSM,
		.expected_attach_type = BPF_LSM_CGROUP,
		.attach_btf_id = type_of_function("bpf_lsm_socket_accept"),
		.insns = (uintptr_t)no,
		.insn_cnt = sizeof no / sizeof *no,
		.license = (uintptr_t) "GPL",
	};
	int fd = need((int)syscall(SYS_bpf, BPF_PROG_LOAD, &program, sizeof program), "load");
	union bpf_attr attachment = {
		.attach_type = BPF_LSM_CGROUP,
		.target_fd = (uint32_t)need(open("/sys/fs/cgroup", O_RDONLY), "control group"),
		.attach_bpf_fd = (uint32_t)fd,
	};

	need((int)syscall(SYS_bpf, BPF_PROG_ATTACH, &attachment, sizeof attachment), "attach");
}

/* A listener whose queue has a connection. */
static int waited_upon(void)
{
	struct address addr;
	int listener = listening(TCP4, 1, &addr), client = new_socket(TCP4);

	need(connect(client, &addr.any, addr.len), "connect");
	return listener;
}

CASE(accept, forbidden_by_module,
	PROVES("accept.EPERM.firewall"),
	STAGE("qemu"),
	DOCUMENT("-1 EPERM"), LINUX("-1 EPERM"))
{
	int listener = waited_upon();
	forbid_accept();

	observe(accept(listener, NULL, NULL));
}

CASE(accept4, forbidden_by_module,
	PROVES("accept.EPERM.firewall"),
	STAGE("qemu"),
	DOCUMENT("-1 EPERM"), LINUX("-1 EPERM"))
{
	int listener = waited_upon();
	forbid_accept();

	observe(accept4(listener, NULL, NULL, 0));
}

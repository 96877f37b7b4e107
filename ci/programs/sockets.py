# What python's socket module gives, call by call, as text that does not vary. Left out is what clauses let libcs differ in: the
# wording of errors, and inet_pton of 010.1.1.1.
import array
import os
import socket
import struct

NAMES = "alpha.example.test", "dual.example.test", "six.example.test", "dns.example.test", "none.example.test", "127.0.0.1", "::1"


def show(what, call, *arguments):
    try:
        print(what, call(*arguments))
    except OSError as error:
        print(what, type(error).__name__, error.errno)


def found(name, **hints):
    return [(family.name, kind.name, proto, canonical, address) for family, kind, proto, canonical, address in
            socket.getaddrinfo(name, hints.pop("service", 80), **hints)]


def names():
    for name in NAMES:
        show(f"getaddrinfo {name}", lambda: found(name))
        show(f"getaddrinfo {name} stream", lambda: found(name, service="http", type=socket.SOCK_STREAM, flags=socket.AI_CANONNAME))
        for family in socket.AF_INET, socket.AF_INET6:
            show(f"getaddrinfo {name} {family.name}", lambda: found(name, family=family, type=socket.SOCK_DGRAM))
        show(f"gethostbyname {name}", socket.gethostbyname, name)
        show(f"gethostbyname_ex {name}", socket.gethostbyname_ex, name)
        show(f"gethostbyaddr {name}", socket.gethostbyaddr, name)
        show(f"getfqdn {name}", socket.getfqdn, name)
    show("passive", lambda: found(None, flags=socket.AI_PASSIVE, type=socket.SOCK_STREAM))
    for flags in 0, socket.NI_NUMERICHOST, socket.NI_NUMERICSERV | socket.NI_NAMEREQD, socket.NI_DGRAM:
        show(f"getnameinfo {flags}", socket.getnameinfo, ("127.0.0.1", 80), flags)
        show(f"getnameinfo {flags}", socket.getnameinfo, ("::1", 80, 0, 0), flags)
    for service in "http", "domain", "none":
        show(f"getservbyname {service}", socket.getservbyname, service)
        show(f"getservbyname {service} udp", socket.getservbyname, service, "udp")
    for port in 80, 53, 9:
        show(f"getservbyport {port}", socket.getservbyport, port)
    for protocol in "tcp", "none":
        show(f"getprotobyname {protocol}", socket.getprotobyname, protocol)


def texts():
    for text in "127.0.0.1", "1.2", "::", "::ffff:1.2.3.4", "fe80::1%lo", "1:2:3:4:5:6:7:8:9", "":
        show(f"inet_aton {text!r}", socket.inet_aton, text)
        for family in socket.AF_INET, socket.AF_INET6:
            show(f"inet_pton {text!r}", socket.inet_pton, family, text)
    show("inet_ntop", socket.inet_ntop, socket.AF_INET6, bytes(10) + b"\xff\xff\1\2\3\4")
    show("htons", socket.htons, 1)
    show("ntohl", socket.ntohl, 1)


def streams(family, host):
    with socket.create_server((host, 0), family=family) as server:
        port = server.getsockname()[1]
        with socket.create_connection((host, port), timeout=10) as client:
            peer, address = server.accept()
            with peer:
                print("accepted", address[0], client.getpeername()[0], client.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                data = bytes(range(256)) * 400
                client.sendall(data)
                client.shutdown(socket.SHUT_WR)
                received = b"".join(iter(lambda: peer.recv(65536), b""))
                print("received", len(received), received == data)
                client.settimeout(None)
                peer.send(b"urgent"), peer.send(b"!", socket.MSG_OOB)
                print("urgent", client.recv(6, socket.MSG_WAITALL), client.recv(1, socket.MSG_OOB))
        show("refused", lambda: socket.create_connection((host, 1), timeout=10))


def datagrams(family, host):
    with socket.socket(family, socket.SOCK_DGRAM) as one, socket.socket(family, socket.SOCK_DGRAM) as other:
        one.bind((host, 0)), other.bind((host, 0)), one.settimeout(10)
        other.sendto(b"datagram", one.getsockname())
        data, address = one.recvfrom(3)
        print("datagram", data, address == other.getsockname())
        other.connect(one.getsockname()), other.sendmsg([b"two ", b"parts"])
        buffer = bytearray(20)
        print("datagram", one.recvmsg_into([buffer])[0], bytes(buffer))
        one.settimeout(0.01)
        show("nothing", one.recv, 1)


def descriptors():
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with here, there:
        here.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [1, 2]))])
        data, control, flags, _ = there.recvmsg(10, socket.CMSG_SPACE(8))
        print("rights", data, [(level, kind, len(value)) for level, kind, value in control], flags & socket.MSG_CTRUNC)
        for fd in struct.unpack("ii", control[0][2]):
            os.close(fd)


def errors():
    with socket.socket() as unconnected:
        show("getpeername", unconnected.getpeername)
        show("accept", unconnected.accept)
        show("option", unconnected.getsockopt, socket.SOL_SOCKET, 9999)
        show("bind", unconnected.bind, ("192.0.2.9", 0))
    show("family", socket.socket, 999)


names()
texts()
for family, host in (socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"):
    streams(family, host)
    datagrams(family, host)
descriptors()
errors()

# asyncio: many clients at once of a server by name, over either family, and datagrams.
import asyncio


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def client(name, port, number):
    reader, writer = await asyncio.open_connection(name, port)
    for line in range(20):
        writer.write(b"client %d line %d\n" % (number, line))
        assert await reader.readline() == b"CLIENT %d LINE %d\n" % (number, line)
    peer = writer.get_extra_info("peername")[0]
    writer.close()
    await writer.wait_closed()
    return peer


class Answering(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(data[::-1], address)


class Asking(asyncio.DatagramProtocol):
    def __init__(self):
        self.answer = asyncio.get_running_loop().create_future()

    def datagram_received(self, data, address):
        self.answer.set_result(data)


async def main():
    loop = asyncio.get_running_loop()
    for name in "127.0.0.1", "::1", "dual.example.test", "dns.example.test":
        server = await asyncio.start_server(echo, name, 0)
        for socket in sorted(server.sockets, key=lambda socket: socket.family):
            peers = await asyncio.gather(*(client(socket.getsockname()[0], socket.getsockname()[1], n) for n in range(50)))
            print(name, socket.family.name, sorted(set(peers)), len(peers))
        server.close()
    answering, _ = await loop.create_datagram_endpoint(Answering, ("127.0.0.1", 0))
    asking, protocol = await loop.create_datagram_endpoint(Asking, remote_addr=answering.get_extra_info("sockname"))
    asking.sendto(b"stressed")
    print(await asyncio.wait_for(protocol.answer, 10))
    try:
        await asyncio.open_connection("none.example.test", 80)
    except OSError as error:
        print(type(error).__name__, error.errno)


asyncio.run(asyncio.wait_for(main(), 60))

# load.py PORT: requests of many clients at once, on connections that are kept and on new ones; what they got, in sum.
import collections
import concurrent.futures
import http.client
import sys
import zlib


def requests(number):
    name = ("127.0.0.1", "::1", "dual.example.test", "dns.example.test")[number % 4]
    answers = collections.Counter()
    for round in range(5):
        connection = http.client.HTTPConnection(name, int(sys.argv[1]), timeout=20)
        for path in ("/small", "/large", "/none") * 4:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            answers[path, answer.status, len(body), zlib.crc32(body)] += 1
        connection.close()
    return answers


with concurrent.futures.ThreadPoolExecutor(16) as pool:
    for answer, times in sorted(sum(pool.map(requests, range(32)), collections.Counter()).items()):
        print(*answer, times)

# http.server with a thread for each of its clients, asked by urllib.
import concurrent.futures
import http.server
import threading
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = (self.path + " from " + self.address_string()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status, answer.read().decode()


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
urls = [f"http://{name}:{server.server_port}/{n}" for n in range(50) for name in ("alpha.example.test", "dns.example.test")]
with concurrent.futures.ThreadPoolExecutor(10) as pool:
    for answer in pool.map(get, urls):
        print(*answer)
server.shutdown()

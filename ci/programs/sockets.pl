# What perl's own calls, Socket and IO::Socket give, as text that does not vary.
use strict;
use warnings;
use IO::Socket::INET;
use IO::Socket::IP;
use IO::Socket::UNIX;
use Socket qw(:all);

sub show { print join(' ', map { defined $_ ? $_ : 'undef' } @_), "\n" }
sub texts { map { length $_ == 4 ? inet_ntoa($_) : unpack('H*', $_) } @_ }

for my $name ('alpha.example.test', 'dual.example.test', 'dns.example.test', 'none.example.test') {
	my ($canonical, $aliases, $family, $length, @addresses) = gethostbyname $name;
	show('gethostbyname', $name, $canonical, $aliases, $family, $length, texts(@addresses));
	my ($error, @found) = getaddrinfo($name, 'http', { socktype => SOCK_STREAM, flags => AI_CANONNAME });
	show('getaddrinfo', $name, $error + 0, map { ($_->{family}, $_->{canonname}, unpack 'H*', $_->{addr}) } @found);
}
show('gethostbyaddr', gethostbyaddr(inet_aton('127.0.0.1'), AF_INET) ? 'found' : 'none');
show('getnameinfo', getnameinfo(pack_sockaddr_in(80, inet_aton('127.0.0.1'))));
show('getservbyname', getservbyname($_, 'tcp')) for 'http', 'www', 'none';
show('getservbyport', getservbyport($_, 'udp')) for 53, 9;
show('getprotobyname', getprotobyname $_) for 'tcp', 'TCP', 'none';
show('getprotobynumber', getprotobynumber $_) for 6, 99;
show('getnetbyname', map { defined $_ ? $_ : 'undef' } getnetbyname $_) for 'loopback', 'none';
show('getnetbyaddr', getnetbyaddr 127 << 24, AF_INET);

while (my @host = gethostent) { show('gethostent', @host[0 .. 3], texts(@host[4 .. $#host])) }
while (my @network = getnetent) { show('getnetent', @network) }
while (my @protocol = getprotoent) { show('getprotoent', @protocol) }
while (my @service = getservent) { show('getservent', @service) }
setservent 1;
show('getservent', getservent);
endservent;

for my $class ('IO::Socket::INET', 'IO::Socket::IP') {
	for my $host ('127.0.0.1', 'alpha.example.test', $class eq 'IO::Socket::IP' ? 'six.example.test' : ()) {
		my $server = $class->new(LocalHost => $host, LocalPort => 0, Listen => 5, Proto => 'tcp', ReuseAddr => 1) or die "$class $host: $@";
		my $client = $class->new(PeerHost => $host, PeerPort => $server->sockport, Proto => 'tcp', Timeout => 10) or die "$class $host: $@";
		my $peer = $server->accept;
		show($class, $host, $peer->sockhost, $client->peerhost, $client->connected ? 'connected' : 'not');
		print {$client} "line $_\n" for 1 .. 1000;
		$client->shutdown(1);
		my @lines = <$peer>;
		show(scalar @lines, $lines[-1] =~ s/\n//r);
	}
	show($class->new(PeerHost => '127.0.0.1', PeerPort => 1, Proto => 'tcp') ? 'connected' : "refused: $!");
}
my $one = IO::Socket::INET->new(LocalHost => '127.0.0.1', Proto => 'udp') or die;
my $other = IO::Socket::INET->new(PeerHost => '127.0.0.1', PeerPort => $one->sockport, Proto => 'udp') or die;
$other->send('datagram');
$one->recv(my $data, 100);
show($data, $one->peerport == $other->sockport ? 'from there' : 'from elsewhere');

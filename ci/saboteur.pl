#!/usr/bin/perl
# saboteur.pl FOLDER CALL... -- makes, from impl/sockets.h and conformance/clauses.tsv, what ci/saboteur.c needs to make each of these
# calls wrong, in FOLDER: faults.inc, the table of faults; calls.inc, the functions; names.h, which puts them in the place of the calls.
#
# An errno is one that the contract above a group of prototypes names, or a clause about the call or the first of its group; flags,
# options and members of structures are the clauses'. What a parameter is for is told by its type and name.
use strict;
use warnings;

my ($folder, @wanted) = @ARGV;
my (%said, %members, @options);  # what the clauses name: by subject and kind; by structure; for getsockopt and setsockopt
my %text = map { ($_ => '') } qw(faults.inc calls.inc names.h);

sub once { my %seen; grep { !$seen{$_}++ } @_ }

sub read_clauses {
	open my $file, '<', 'conformance/clauses.tsv' or die "conformance/clauses.tsv: $!\n";
	while (<$file>) {
		my ($id, undef, undef, $subject, $kind, $tokens) = split /\t/;
		$kind = 'told' if $id =~ /\.msg_flags\./;
		push @options, $tokens if $kind eq 'option';
		push @{$members{$subject}}, $tokens if $kind eq 'struct' && $tokens =~ /^[a-z0-9]+_[a-z_]+$/;
		push @{$said{$subject}{$kind}}, split /\|/, $tokens;
	}
}

# What is no const to begin with is an output, but for what is walked, freed or asked about.
sub parameter_of {
	my ($call, $text) = @_;
	my ($type, $name, $array) = $text =~ /^(.*?)(\w+)(\[\])?$/;
	my $output = $type =~ /\*/ && $type !~ /^const|sigevent/ && !$array && $call !~ /^(CMSG_|free|gai_)/;
	return { type => $type . ($array ? '*' : ''), name => $name, output => $output };
}

# The prototypes below one comment are a group: what is said of the first is said of all.
sub read_prototypes {
	my ($comment, $head, $number, @calls) = ('', '', 0);
	open my $file, '<', 'impl/sockets.h' or die "impl/sockets.h: $!\n";
	my $header = join '', <$file>;
	while ($header =~ m{(/\*.*?\*/)|^(\w[\w ]*?[ *]+)ref_(\w+)\(([^;]*)\);}gms) {
		if (defined $1) {
			($comment, $head) = ($1, '');
			next;
		}
		my ($result, $name, $list) = ($2, $3, $4);
		$list =~ s/\s+/ /g;
		$list =~ s/^ |restrict ?|^void$//g;
		$head ||= $name;
		push @calls, { name => $name, result => $result, head => $head, comment => $comment, number => ++$number,
			outputs => 0, parameters => [map { parameter_of($name, $_) } split /, /, $list] };
	}
	return @calls;
}

# A row of the table, unless libc lacks a constant that it names.
sub fault {
	my ($call, $name, $kind, $value, $other) = @_;
	my @constants = grep { /^[A-Z]/ } $value, $other;
	my $row = "{ \"$call->{name} $name\", $call->{number}, $kind, $value, $other, 0 },\n";
	$row = '#if ' . join(' && ', map { "defined $_" } @constants) . "\n$row#endif\n" if @constants;
	$text{'faults.inc'} .= $row;
}

sub tokens {
	my ($call, $kind) = @_;
	return once(map { @{$said{$_}{$kind} // []} } once($call->{name}, $call->{head}));
}

# EWOULDBLOCK has the value of EAGAIN. A call that tells by EAI_ codes, or by h_errno, is not asked about errno.
sub error_faults {
	my ($call, $style) = @_;
	my @errors = grep { $_ ne 'EWOULDBLOCK' } tokens($call, 'errno'), $call->{comment} =~ /\b(E[A-Z0-9]{2,}|EAI_[A-Z]+)\b/g;
	my @codes = grep { /^EAI_/ } @errors;
	@errors = $style eq 'BY_POINTER' && $call->{comment} =~ /h_errno/ ? () : once(@codes ? @codes : @errors);
	for my $i (0 .. $#errors) {
		fault($call, "$errors[$i] swapped", 'SWAPPED', $errors[$i], $errors[$i + 1] // ($i ? $errors[0] : 'EPROTO'));
		fault($call, "$errors[$i] as success", 'SUCCEEDS', $errors[$i], 0) unless $style eq 'BY_POINTER';
	}
	fault($call, 'failure', 'FAILS', 0, $errors[0] // 'ENOMEM');
}

# Code that leaves out each member of the structure at pointer, and of those that it leads to, if the call gave one.
sub member_faults {
	my ($call, $condition, $pointer, $structure) = @_;
	my @members = once(@{$members{$structure} // []}) or return '';
	my ($next) = map { "each->$_" } grep { /_next$/ } @members;
	my $code = "\tfor ($structure *each = $condition ? $pointer : 0, *next; each; each = next) {\n\t\tnext = " . ($next // 0) . ";\n";
	for (@members) {
		fault($call, "$_ left out", 'MEMBER', $call->{outputs}, 0);
		$code .= "\t\tleave_out(&scene, " . $call->{outputs}++ . ", &each->$_, sizeof each->$_);\n";
	}
	return "$code\t}\n";
}

# Code that keeps what an output is before the call: its size is that of its type, or the next parameter tells it.
sub keep_output {
	my ($call, $output, $next) = @_;
	my ($first, $name) = ($call->{outputs}, $output->{name});
	if ($output->{type} eq 'struct msghdr *') {
		my @parts = ('bytes of msg_name', 'msg_namelen', 'bytes of msg_iov', 'bytes of msg_control', 'msg_controllen', 'msg_flags');
		fault($call, "$_ untouched", 'UNTOUCHED', $call->{outputs}++, 0) for @parts;
		fault($call, "$_ untold", 'TOLD', $_, 0) for grep { /^MSG_/ } tokens($call, 'told');
		return "\tkeep_message(&scene, $first, $name);\n";
	}
	my $size = $next->{type} =~ /^(size_t|socklen_t) $/ ? $next->{name}
		: $next->{type} eq 'socklen_t *' ? "length_at($next->{name})"
		: $next->{name} eq 'vlen' ? "vlen * sizeof *$name"
		: $output->{type} eq 'void *' ? 'LONGEST_ADDRESS'
		: "sizeof *$name";
	fault($call, "$name untouched", 'UNTOUCHED', $call->{outputs}++, 0);
	return "\tkeep(&scene, $first, $name, $size);\n";
}

# Code that makes a domain, a type or a protocol the first of those that the clauses name, and the first, which may have two names, the
# third.
sub swap_input {
	my ($call, $name) = @_;
	my ($prefix) = { domain => 'AF_', type => 'SOCK_', protocol => 'IPPROTO_' }->{$name} // return '';
	my @constants = grep { /^$prefix/ } tokens($call, 'constant') or return '';
	my $kind = uc($name) . '_SWAPPED';
	fault($call, "$constants[$_] swapped", $kind, $constants[$_], $constants[$_ < 2 ? 2 : 0]) for 0 .. $#constants;
	return "\t$name = swapped(&scene, $kind, $name);\n";
}

# Code that masks flags and options.
sub mask_input {
	my ($call, $input) = @_;
	my ($type, $name) = @$input{'type', 'name'};
	my ($kind, $code) = $name eq 'hints' ? ('flag', "\tstruct addrinfo fewer;\n\thints = masked_hints(&scene, hints, &fewer);\n")
		: $type eq 'int ' && $name =~ /^(flags|type)$/ ? ('flag', "\t$name = masked(&scene, $name);\n")
		: $name eq 'how' ? ('constant', "\tscene.option = how;\n")
		: $name eq 'optname' ? ('option', "\tscene.level = level;\n\tscene.option = optname;\n")
		: return swap_input($call, $name);
	$code .= swap_input($call, $name);
	if ($kind eq 'option') { fault($call, "$_ masked", 'OPTION', $_, 'SOL_SOCKET') for once(@options) }
	else { fault($call, "$_ masked", $kind eq 'flag' ? 'MASKED' : 'OPTION', $_, 0) for tokens($call, $kind) }
	return $code;
}

# The faults of a call, and the function that makes them.
sub wrap {
	my ($call) = @_;
	my ($name, $result, @parameters) = (@$call{'name', 'result'}, @{$call->{parameters}});
	my $style = $result =~ /\*$/ ? 'BY_POINTER' : $call->{comment} =~ /EAI_/ || $name =~ /_r$/ ? 'BY_CODE' : 'BY_ERRNO';
	my $prototype = "${result}sabotaged_$name(" . (join(', ', map { "$_->{type}$_->{name}" } @parameters) || 'void') . ')';
	my $made = "REAL($name, \"$name\")(" . join(', ', map { $_->{name} } @parameters) . ");\n";
	my ($before, $after) = ('', '');
	fault($call, 'nothing done', 'NOTHING', 0, 0);
	error_faults($call, $style) if $result ne 'void ';
	for my $i (0 .. $#parameters) {
		my ($parameter, $next) = ($parameters[$i], $parameters[$i + 1] // { type => '', name => '' });
		$before .= $parameter->{output} ? keep_output($call, $parameter, $next) : mask_input($call, $parameter);
		$after .= member_faults($call, "returned == 0", "*$parameter->{name}", $1) if $parameter->{output} && $parameter->{type} =~ /^(struct \w+) \*\*$/;
	}
	$after .= member_faults($call, 1, 'returned', $1) if $result =~ /^(struct \w+) \*$/ && $name !~ /^CMSG_/;
	$text{'calls.inc'} .= "$prototype NAMED(\"$name\");\n$prototype\n{\n\tstruct scene scene = begin($call->{number});\n$before"
		. ($result eq 'void ' ? "\tif (!is_skipped(&scene))\n\t\t$made}\n"
			: "\t${result}returned = 0;\n\tif (!is_skipped(&scene)) {\n\t\treturned = $made\t\tscene.error = errno;\n\t}\n"
			. "$after\tfinish(&scene);\n\treturn (${result})answered(&scene, $style, (long)returned);\n}\n");
	my $arguments = $name =~ /^[A-Z]/ ? '(...)' : ''; # as in impl/names.h
	$text{'names.h'} .= "$prototype;\n#undef $name\n#define $name$arguments sabotaged_$name" . ($arguments && '(__VA_ARGS__)') . "\n";
}

read_clauses();
my %wanted = map { ($_ => 1) } @wanted;
$text{'names.h'} = "ssize_t sabotaged_write(int fd, const void *buf, size_t size);\n#undef write\n#define write sabotaged_write\n";
wrap($_) for grep { $wanted{$_->{name}} } read_prototypes();
for (keys %text) {
	open my $file, '>', "$folder/$_" or die "$folder/$_: $!\n";
	print $file $text{$_};
	close $file or die "$folder/$_: $!\n";
}

# What the programs that break a library on purpose have in common: how they refuse, and how they see what cases make of it.
use strict;
use warnings;
use FindBin;

our $work;  # the program's own folder, below build
our $limit; # how many seconds a run of cases may take

sub refuse {
	print STDERR "ci/$FindBin::Script: @_\n";
	exit 2;
}

sub read_file {
	my ($path) = @_;
	open my $file, '<', $path or refuse("$path: $!");
	local $/;
	return scalar <$file>;
}

sub read_lines {
	return split /\n/, read_file(@_);
}

sub write_file {
	my ($path, @text) = @_;
	open my $file, '>', $path or refuse("$path: $!");
	print $file @text;
	close $file or refuse("$path: $!");
}

sub succeeds {
	my ($command) = @_;
	return system("{ $command; } >$work/log 2>&1 </dev/null") == 0;
}

sub quietly {
	my ($command) = @_;
	return if succeeds($command);
	system("tail -n 40 $work/log >&2");
	refuse("this failed: $command");
}

sub help {
	for (read_lines("$FindBin::Bin/$FindBin::Script")) {
		exit 0 if /^use/;
		print s/^# ?//r, "\n" unless /^#!/;
	}
}

# An agent that was made with other headers, which have these texts, is to be made anew.
sub seen_of {
	return '-DSEEN=' . unpack '%32C*', join '', map { read_file($_) } @_;
}

# What these cases see when sockspec runs with these arguments, case by case; and which deviate as nobody knew before.
sub observe {
	my ($folder, $arguments, @cases) = @_;
	my (%seen, %deviates);
	unlink glob "$folder/*.jsonl";
	open my $said, '-|', 'timeout', '--foreground', $limit, 'build/sockspec', 'run', @$arguments, '--out', $folder, @cases or refuse("build/sockspec: $!");
	while (<$said>) {
		$deviates{$1} = 1 if /^deviates \S+ (\S+) / && !/ known: | contradiction between authorities$| unclaimed$/;
	}
	close $said;
	for (map { read_lines($_) } glob "$folder/*.jsonl") {
		$seen{$1} = $2 if /"case":"([^"]*)",(.*)\}$/;
	}
	%seen or refuse("the cases did not run: build/sockspec run @$arguments @cases");
	return (\%seen, \%deviates);
}

1;

#!/usr/bin/env bash
# System.Threading.RateLimiting 10.0.15 (NuGet), .NET 10 on Linux.
#
# A partitioned limiter, which is what ASP.NET Core's UseRateLimiter makes from its policies, starts a timer of a tenth of a second when it is constructed, to
# refill and drop the limiters of its partitions. The timer runs although there is no partition yet and nobody has asked, and until the limiter is disposed: a
# process that does nothing else is woken ten times a second for ever. A limiter of its own, such as FixedWindowRateLimiter with its own refilling switched off, has none.
# The documentation of PartitionedRateLimiter and of the middleware speaks of no timer; that its interval is to be thought over is said in dotnet/runtime issue 68776.
#
# What it means: on a small machine, or where idle processes are to sleep, it is most of what an idle service costs; a window per client in a cache that is
# looked at when somebody asks needs no timer.
# Needs: dotnet (SDK 10), Linux. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
mkdir net && cat > net/net.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="System.Threading.RateLimiting" Version="[10.0.15]" /></ItemGroup>
</Project>
X
cat > net/Program.cs <<'X'
using System.Threading.RateLimiting;

// How often threads of this process were woken in ten seconds: the times they gave up the processor to wait, from /proc.
long Waits() => Directory.EnumerateDirectories("/proc/self/task").Sum(thread =>
{
    try
    {
        return File.ReadLines(thread + "/status").Where(line => line.StartsWith("voluntary_ctxt_switches", StringComparison.Ordinal)).Sum(line => long.Parse(line.Split('\t')[1]));
    }
    catch (IOException)
    {
        return 0; // it ended meanwhile
    }
});

void Watch(string what)
{
    Thread.Sleep(3000); // until what was started has settled
    var before = Waits();
    Thread.Sleep(10_000);
    var woken = Waits() - before;
    Console.WriteLine($"{what}: {(woken >= 80 ? "woken ten times a second or more" : woken < 50 ? "asleep" : "in between")}");
    Console.Error.WriteLine($"  ({woken} times in ten seconds)");
}

Watch("no limiter");
var single = new FixedWindowRateLimiter(new() { PermitLimit = 5, Window = TimeSpan.FromMinutes(1), AutoReplenishment = false });
Watch("a limiter of its own");
var partitioned = PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetFixedWindowLimiter(who, _ => new() { PermitLimit = 5, Window = TimeSpan.FromMinutes(1) }));
Watch("a partitioned limiter that nobody asked");
await partitioned.DisposeAsync();
Watch("after it was disposed");
GC.KeepAlive(single);
X
dotnet run --project net -v q -c Release | tee seen

diff seen - <<'X' && echo "As described."
no limiter: asleep
a limiter of its own: asleep
a partitioned limiter that nobody asked: woken ten times a second or more
after it was disposed: asleep
X

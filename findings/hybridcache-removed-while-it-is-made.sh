#!/usr/bin/env bash
# Microsoft.Extensions.Caching.Hybrid 10.11.0 (NuGet).
#
# A value is removed, by its tag or by its key, while a reader that began before the change is still making it. The removal has no effect on that
# reader: whoever asks afterwards joins it and gets the value from before the change, and it is then cached as new until it expires. The same race is
# discussed for another cache in ZiggyCreatures/FusionCache issue 535 (open), which points to a comment about it in the source of HybridCache.
#
# What it means: "save, then remove from the cache" does not promise that a later reader sees what was saved. A version in the key, read from where
# saving raises it, does.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > cache.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Caching.Hybrid" Version="[10.11.0]" />
    <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="[10.0.11]" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

await SeeAsync("by its tag", cache => cache.RemoveByTagAsync("settings"));
await SeeAsync("by its key", cache => cache.RemoveAsync("settings"));

static async Task SeeAsync(string how, Func<HybridCache, ValueTask> removeAsync)
{
    await using var services = new ServiceCollection().AddHybridCache().Services.BuildServiceProvider();
    var cache = services.GetRequiredService<HybridCache>();
    var (stored, hasRead, goOn) = ("old", new TaskCompletionSource(), new TaskCompletionSource());

    // One reader has read, and not yet answered, when the value is changed and removed.
    var before = cache.GetOrCreateAsync("settings", async _ => { var read = stored; hasRead.SetResult(); await goOn.Task; return read; }, tags: ["settings"]).AsTask();
    await hasRead.Task;
    stored = "new";
    await removeAsync(cache);

    var after = cache.GetOrCreateAsync("settings", _ => ValueTask.FromResult(stored), tags: ["settings"]).AsTask();
    await Task.WhenAny(after, Task.Delay(500));
    goOn.SetResult();
    await before;
    Console.WriteLine($"Removed {how}: asked after it {await after}, asked once all are done {await cache.GetOrCreateAsync("settings", _ => ValueTask.FromResult(stored), tags: ["settings"])}");
}
X
seen=$(dotnet run 2>&1)
expected='Removed by its tag: asked after it old, asked once all are done old
Removed by its key: asked after it old, asked once all are done old'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Changed." >&2; exit 1; }

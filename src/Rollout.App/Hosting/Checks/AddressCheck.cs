using Rollout.App.Shared;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the base address used in mail links can be reached by recipients.</summary>
internal sealed class AddressCheck(SiteUrl site) : ICheck
{
    public Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct) => Task.FromResult<IReadOnlyList<CheckResult>>([Look(words)]);

    private CheckResult Look(Localizer words)
    {
        var address = site.BaseAddress;
        var here = address.IsLoopback;
        var says = address switch
        {
            { Scheme: not ("http" or "https") } or { Host: "0.0.0.0" or "[::]" } => "check.address-fix",
            { Scheme: "http" } when !here => "check.address-https",
            _ when here => "check.address-here",
            _ => "check.address-well",
        };
        return new CheckResult(words["check.address"], says is "check.address-well" or "check.address-here", words[says, address]);
    }
}

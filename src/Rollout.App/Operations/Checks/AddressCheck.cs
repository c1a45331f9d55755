using Rollout.App.Wording;

namespace Rollout.App.Operations.Checks;

/// <summary>The address that links in mails start with works for whoever gets them.</summary>
internal sealed class AddressCheck(Site site) : ICheck
{
    public Task<IReadOnlyList<Finding>> RunAsync(Words words, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>([Look(words)]);

    private Finding Look(Words words)
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
        return new Finding(words["check.address"], says is "check.address-well" or "check.address-here", words[says, address]);
    }
}

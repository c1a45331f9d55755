using Rollout.Domain.People;

namespace Rollout.App.Identity;

/// <summary>How much of someone's e-mail a page shows.</summary>
public static class ShownAddress
{
    /// <summary>The whole address to its owner who proved who they are, else "j…@voorbeeld.be": a link may be passed on, and facts be known to others.</summary>
    public static async Task<string?> AddressShownAsync(this CurrentUserAccessor me, PersonId? owner, string? address, CancellationToken ct = default) =>
        address is null || (await me.FindAsync(ct) is { IsVerified: true } actor && actor.Id == owner) ? address : $"{address[..1]}…{address[address.IndexOf('@', StringComparison.Ordinal)..]}";
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>Takes the code that <see cref="AskSignUpCode"/> mailed.</summary>
public sealed class ProveSignUp(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <returns>Whose address the code was mailed to.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SignInRules"/> rule is broken.</exception>
    public async Task<PersonId> RunAsync(InfosessionId infosession, SignInCodeId id, string typed, string from, CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await db.ProveAsync(id, typed, from, now, SignUpCodes.About(infosession), ct)).Person;
    }
}

internal static class SignUpCodes
{
    /// <summary>What a code is good for: signing up for this infosession.</summary>
    public static string About(InfosessionId infosession) => $"sign-up/{infosession}";
}

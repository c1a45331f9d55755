using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.People;

namespace Rollout.App.Access.SignIn;

/// <summary>
/// Lets someone without a work e-mail say who they are: personnel number and family name. It proves nothing, so it gives no roles; someone with an
/// e-mail cannot come in this way.
/// </summary>
public sealed class SignInByNumber(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private const int MostTries = 5;
    private static readonly Duration Within = Duration.FromHours(1);

    /// <exception cref="Domain.Rules.BrokenRuleException">A <see cref="SignInRules"/> rule refuses.</exception>
    public async Task<SignedIn> RunAsync(string personnelNumber, string familyName, string from, CancellationToken ct = default)
    {
        var (now, number) = (clock.GetCurrentInstant(), Matching.Key(personnelNumber));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await FailedSignIns.MustBeFewAsync(db, from, now, ct);

        // The try is written down before it is judged and taken back when it was right, so that guessing at once does not help.
        var attempt = new FailedSignIn { About = SignInCode.HashOf(number), From = from, At = now };
        db.FailedSignIns.Add(attempt);
        await db.SaveChangesAsync(ct);
        var since = now - Within;
        SignInRules.NotTooOften.MustHold(await db.FailedSignIns.CountAsync(f => f.About == attempt.About && f.At > since, ct) <= MostTries);

        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.PersonnelKey == number && p.Email == null && p.Active, ct);
        SignInRules.NumberAndNameBelongTogether.MustHold(person is not null && IsNamed(person, familyName));
        await db.FailedSignIns.Where(f => f.Id == attempt.Id).ExecuteDeleteAsync(ct);
        return new SignedIn(person!.Id, false, person.Language);
    }

    // "Berg" and "van den Berg" are both how someone of that name would write it.
    private static bool IsNamed(Person person, string familyName) =>
        Matching.Key(familyName) is var typed &&
        (typed == Matching.Key(person.FamilyName) || typed == Matching.Key($"{person.Infix} {person.FamilyName}"));
}

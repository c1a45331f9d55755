using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Another window or another term never takes away existing credits.</summary>
public sealed class EarlierTermTests
{
    [Theory]
    [InlineData(Database.Sqlite, false)]
    [InlineData(Database.Sqlite, true)]
    [InlineData(Database.Postgres, false)]
    [InlineData(Database.Postgres, true)]
    public async Task A_credit_stays_when_its_colleague_is_settled_again_after_the_window_moved(Database kind, bool anotherTerm)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another(until: new LocalDate(2027, 2, 1));
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        the.Clock.Now = Instant.FromUtc(2026, 12, 9, 9, 0);
        await MoveWindowAsync(the, anotherTerm);

        await the.ClaimAsync(await the.PersonOfAsync(youssef), the.Bas);
        Assert.Equal((the.Sanne.Id, A.Monday, CreditEvidence.MatchingFacts), await CreditAsync(the));

        var told = await ImportAsync(the, "2026-11-25");
        Assert.Equal(new CreditSettlementResult(0, 1, 0), told.Credits);
        Assert.Equal((the.Sanne.Id, A.Monday, CreditEvidence.MatchingFacts), await CreditAsync(the));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Evidence_of_before_the_invitation_takes_a_credit_of_an_earlier_term_back_all_the_same(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        the.Clock.Now = Instant.FromUtc(2026, 12, 9, 9, 0);
        await MoveWindowAsync(the, anotherTerm: true);

        await Refused.ByAsync(ImportRules.TakingBackNeedsConfirming, () => ImportAsync(the, "2026-11-20"));
        Assert.Equal(new CreditSettlementResult(0, 0, 1), (await ImportAsync(the, "2026-11-20", takeBack: true)).Credits);
    }

    private static async Task MoveWindowAsync(TheAmbassadors the, bool anotherTerm)
    {
        var (from, until) = (new LocalDate(2026, 12, 9), new LocalDate(2027, 2, 1));
        if (anotherTerm)
        {
            await new AppointAmbassadors(the.Database, SignedIn.As(the.Database, the.Lead), the.Appointing, the.Clock).RunAsync([the.SannesPerson.Id], 10, from, until);
        }
        else
        {
            await new ChangeAmbassador(the.Database, SignedIn.As(the.Database, the.Lead), the.Clock).RunAsync(the.Sanne.Id, 0, 10, from, until);
        }
    }

    private static async Task<(AmbassadorId, Instant, CreditEvidence)> CreditAsync(TheAmbassadors the)
    {
        var credit = await the.Database.CreateDbContext().Credits.SingleAsync();
        return (credit.Ambassador, credit.At, credit.Evidence);
    }

    private static Task<ImportResult> ImportAsync(TheAmbassadors the, string day, bool takeBack = false) =>
        new ImportProfiles(the.Database, the.Clock).RunAsync(Files.Of($"email;since\n{the.Bas.Email};{day}"), preview: false, takeBack: takeBack);
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access.SignIn;
using Rollout.App.Features.Ambassadors.Invited;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Ambassadors;

public sealed class InvitedTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_accepts_and_confirms_is_one_credit_and_has_a_complete_profile(Database kind)
    {
        using var the = new TheAmbassadors(kind);

        await the.AcceptAsync(the.Sanne.Code, the.Bas, InvitationChannel.Qr);
        Assert.Equal(Stand.Accepted, await the.StandAsync(the.Sanne.Code, the.Bas));
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);

        await using var db = the.Database.CreateDbContext();
        var credit = await db.Credits.SingleAsync();
        Assert.Equal((the.Sanne.Id, the.Bas.Id, CreditEvidence.MatchingFacts, 1), (credit.Ambassador, credit.Colleague, credit.Evidence, credit.Definition));
        Assert.Equal(A.Monday, (await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
        var invitation = await db.Invitations.SingleAsync();
        Assert.Equal((InvitationChannel.Qr, A.Monday, A.Monday, null), (invitation.Channel, invitation.CameAt, invitation.AcceptedAt, invitation.InvitedAt));
        Assert.Equal(Stand.Counted, await the.StandAsync(the.Sanne.Code, the.Bas));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Doing_everything_three_times_is_one_credit(Database kind)
    {
        using var the = new TheAmbassadors(kind);

        for (var i = 0; i < 3; i++)
        {
            await the.AcceptAsync(the.Sanne.Code, the.Bas);
            await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        }

        await using var db = the.Database.CreateDbContext();
        Assert.Equal((1, 1), (await db.Credits.CountAsync(), await db.Invitations.CountAsync()));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Looking_changes_nothing(Database kind)
    {
        using var the = new TheAmbassadors(kind);

        Assert.Equal(Stand.Stranger, await the.StandAsync(the.Sanne.Code, null));
        Assert.Equal(Stand.CanAccept, await the.StandAsync(the.Sanne.Code, the.Bas));

        await using var db = the.Database.CreateDbContext();
        Assert.Equal((0, 0), (await db.Credits.CountAsync(), await db.Invitations.CountAsync()));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Confirming_with_two_ambassadors_at_once_is_exactly_one_credit(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var codes = Enumerable.Range(0, 4).Select(i => the.Another($"Youssef {i}").Code).Append(the.Sanne.Code).ToList();
        var start = new TaskCompletionSource();

        var tries = Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var code = codes[i % codes.Count];
            await start.Task;
            await the.AcceptAsync(code, the.Bas);
            try
            {
                await the.ConfirmAsync(code, the.Bas);
                return "confirmed";
            }
            catch (Domain.Rules.BrokenRuleException refused)
            {
                return refused.Rule.Code;
            }
        })).ToList();
        start.SetResult();
        var outcomes = await Task.WhenAll(tries);

        await using var db = the.Database.CreateDbContext();
        var credit = await db.Credits.SingleAsync();
        var accepted = await db.Invitations.SingleAsync(i => i.AcceptedAt != null);
        Assert.Equal(accepted.Ambassador, credit.Ambassador);
        Assert.Contains("confirmed", outcomes);
        Assert.All(outcomes, o => Assert.Contains(o, (string[])["confirmed", CreditRules.NeedsAnAcceptedInvitation.Code]));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_database_itself_refuses_a_second_credit_and_a_second_acceptance(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);

        await using var db = the.Database.CreateDbContext();
        var second = Invitation.ByComing(youssef.Id, the.Bas.Id, InvitationChannel.Link, A.Monday);
        second.Accept(A.Monday);
        db.Add(second);
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());

        await using var other = the.Database.CreateDbContext();
        other.Add(Credit.Give(second, youssef, TheAmbassadors.First, the.Bas, CreditEvidence.SignedIn, 1, A.Monday));
        await Assert.ThrowsAsync<DbUpdateException>(() => other.SaveChangesAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_first_accepted_invitation_wins(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        await the.AcceptAsync(the.Sanne.Code, the.Bas);

        await the.AcceptAsync(youssef.Code, the.Bas);

        Assert.Equal(Stand.AcceptedElsewhere, await the.StandAsync(youssef.Code, the.Bas));
        await Refused.ByAsync(CreditRules.NeedsAnAcceptedInvitation, () => the.ConfirmAsync(youssef.Code, the.Bas));
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await using var db = the.Database.CreateDbContext();
        Assert.Equal(the.Sanne.Id, (await db.Credits.SingleAsync()).Ambassador);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_acceptance_that_can_give_nothing_any_more_does_not_stand_in_anothers_way(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await using (var db = the.Database.CreateDbContext())
        {
            (await db.Ambassadors.SingleAsync(a => a.Id == the.Sanne.Id)).StepDown(A.Monday);
            await db.SaveChangesAsync();
        }

        Assert.Equal(Stand.CanAccept, await the.StandAsync(youssef.Code, the.Bas));
        await the.AcceptAsync(youssef.Code, the.Bas);
        await the.ConfirmAsync(youssef.Code, the.Bas);

        Assert.Equal(Stand.Counted, await the.StandAsync(youssef.Code, the.Bas));
        Assert.Equal(Stand.Ended, await the.StandAsync(the.Sanne.Code, A.Person(the.Gent)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_profile_complete_before_is_a_friendly_no(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await CompletedAsync(the, A.Monday - Duration.FromDays(3));

        Assert.Equal(Stand.CompleteBefore, await the.StandAsync(the.Sanne.Code, the.Bas));
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await Refused.ByAsync(CreditRules.NeedsAnAcceptedInvitation, () => the.ConfirmAsync(the.Sanne.Code, the.Bas));

        await using var db = the.Database.CreateDbContext();
        var came = await db.Invitations.SingleAsync();
        Assert.Equal((A.Monday, null), (came.CameAt, came.AcceptedAt));
        Assert.Empty(db.Credits);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_profile_completed_after_the_invitations_mail_counts(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.InviteAsync(the.SannesPerson, the.Bas);
        await CompletedAsync(the, A.Monday + Duration.FromHours(1));
        the.Clock.Advance(Duration.FromDays(1));

        await the.AcceptAsync(the.Sanne.Code, the.Bas, InvitationChannel.Mail);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);

        Assert.Equal(Stand.Counted, await the.StandAsync(the.Sanne.Code, the.Bas));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_ambassador_does_not_count_for_themselves_but_can_for_another(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();

        Assert.Equal(Stand.OwnLink, await the.StandAsync(the.Sanne.Code, the.SannesPerson));
        await Refused.ByAsync(InvitationRules.NotForOneself, () => the.AcceptAsync(the.Sanne.Code, the.SannesPerson));
        await Refused.ByAsync(CreditRules.NeedsAnAcceptedInvitation, () => the.ConfirmAsync(the.Sanne.Code, the.SannesPerson));
        await the.AcceptAsync(youssef.Code, the.SannesPerson);
        await the.ConfirmAsync(youssef.Code, the.SannesPerson);

        Assert.Equal(Stand.Counted, await the.StandAsync(youssef.Code, the.SannesPerson));
    }

    [Theory]
    [InlineData(Database.Sqlite, "2026-12-07T22:59:59Z", Stand.CanAccept)]
    [InlineData(Database.Postgres, "2026-12-07T22:59:59Z", Stand.CanAccept)]
    [InlineData(Database.Sqlite, "2026-12-07T23:00:00Z", Stand.Ended)]
    [InlineData(Database.Postgres, "2026-12-07T23:00:00Z", Stand.Ended)]
    [InlineData(Database.Sqlite, "2026-11-01T22:59:59Z", Stand.NotYet)]
    [InlineData(Database.Sqlite, "2026-11-01T23:00:00Z", Stand.CanAccept)]
    public async Task The_window_is_days_on_the_branchs_calendar(Database kind, string now, Stand stand)
    {
        using var the = new TheAmbassadors(kind);
        the.Clock.Now = NodaTime.Text.InstantPattern.General.Parse(now).Value;

        Assert.Equal(stand, await the.StandAsync(the.Sanne.Code, the.Bas));
        if (stand != Stand.CanAccept)
        {
            await Refused.ByAsync(InvitationRules.TermIsOpen, () => the.AcceptAsync(the.Sanne.Code, the.Bas));
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Accepted_in_time_and_confirmed_too_late_is_no_credit(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        the.Clock.Now = Instant.FromUtc(2026, 12, 8, 9, 0);

        await Refused.ByAsync(CreditRules.TermIsOpen, () => the.ConfirmAsync(the.Sanne.Code, the.Bas));

        await using var db = the.Database.CreateDbContext();
        Assert.Null((await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
    }

    [Theory]
    [InlineData("BAS@voorbeeld.be ", "van Loon", true)]
    [InlineData("bas@voorbeeld.be", "LOON", true)]
    [InlineData("P-0106", "vanloon", true)]
    [InlineData("P-106", "van Loon", false)]
    [InlineData("bas@voorbeeld.be", "Loo", false)]
    [InlineData("bas@voorbeeld.be", "", false)]
    [InlineData("bas@voorbeeld.be", "' OR '1'='1", false)]
    [InlineData("nobody@voorbeeld.be", "van Loon", false)]
    [InlineData("%", "van Loon", false)]
    public async Task Who_you_are_is_two_facts_that_belong_together(string typed, string familyName, bool known)
    {
        foreach (var kind in Enum.GetValues<Database>())
        {
            using var the = new TheAmbassadors(kind);
            the.Database.Given(A.Person(the.Gent, "Bas van Loon", "bas@voorbeeld.be", "P-0106"));
            var act = new SayWhoYouAre(the.Database, the.Links, the.Clock);

            if (known)
            {
                Assert.NotNull(the.Links.Read(Invited.Said, await act.RunAsync(typed, familyName, "10.0.0.1")));
                Assert.Empty(the.Database.CreateDbContext().FailedSignIns);
            }
            else
            {
                await Refused.ByAsync(InvitationRules.FactsBelongTogether, () => act.RunAsync(typed, familyName, "10.0.0.1"));
            }
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Guessing_a_name_ends_after_five_tries_even_for_who_knows_it(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Database.Given(A.Person(the.Gent, "Zoë Peeters", "zoe@voorbeeld.be"));
        var act = new SayWhoYouAre(the.Database, the.Links, the.Clock);
        for (var i = 0; i < 5; i++)
        {
            await Refused.ByAsync(InvitationRules.FactsBelongTogether, () => act.RunAsync("zoe@voorbeeld.be", $"Guess {i}", "10.0.0.1"));
        }

        await Refused.ByAsync(SignInRules.NotTooOften, () => act.RunAsync("zoe@voorbeeld.be", "Peeters", "10.0.0.2"));
        the.Clock.Advance(Duration.FromMinutes(61));
        Assert.NotNull(await act.RunAsync("zoe@voorbeeld.be", "Peeters", "10.0.0.1"));
    }

    private static async Task CompletedAsync(TheAmbassadors the, Instant at)
    {
        await using var db = the.Database.CreateDbContext();
        (await db.People.SingleAsync(p => p.Id == the.Bas.Id)).CompletedProfile(at);
        await db.SaveChangesAsync();
    }
}

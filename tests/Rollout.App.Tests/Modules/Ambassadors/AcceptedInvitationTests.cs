using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Accepting an invitation within its window and confirming gives a credit.</summary>
public sealed class AcceptedInvitationTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_accepts_and_confirms_is_one_credit_and_has_a_complete_profile(Database kind)
    {
        using var the = new TheAmbassadors(kind);

        await the.AcceptAsync(the.Sanne.Code, the.Bas, InvitationChannel.Qr);
        Assert.Equal(InvitationViewState.Accepted, await the.StandAsync(the.Sanne.Code, the.Bas));
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);

        await using var db = the.Database.CreateDbContext();
        var credit = await db.Credits.SingleAsync();
        Assert.Equal((the.Sanne.Id, the.Bas.Id, CreditEvidence.MatchingFacts, 1), (credit.Ambassador, credit.Colleague, credit.Evidence, credit.Definition));
        Assert.Equal(A.Monday, (await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
        var invitation = await db.Invitations.SingleAsync();
        Assert.Equal((InvitationChannel.Qr, A.Monday, A.Monday, null), (invitation.Channel, invitation.CameAt, invitation.AcceptedAt, invitation.InvitedAt));
        Assert.Equal(InvitationViewState.Counted, await the.StandAsync(the.Sanne.Code, the.Bas));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Looking_changes_nothing(Database kind)
    {
        using var the = new TheAmbassadors(kind);

        Assert.Equal(InvitationViewState.Stranger, await the.StandAsync(the.Sanne.Code, null));
        Assert.Equal(InvitationViewState.CanAccept, await the.StandAsync(the.Sanne.Code, the.Bas));

        await using var db = the.Database.CreateDbContext();
        Assert.Equal((0, 0), (await db.Credits.CountAsync(), await db.Invitations.CountAsync()));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_ambassador_does_not_count_for_themselves_but_can_for_another(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();

        Assert.Equal(InvitationViewState.OwnLink, await the.StandAsync(the.Sanne.Code, the.SannesPerson));
        await Refused.ByAsync(InvitationRules.NotForOneself, () => the.AcceptAsync(the.Sanne.Code, the.SannesPerson));
        await Refused.ByAsync(CreditRules.NeedsAnAcceptedInvitation, () => the.ConfirmAsync(the.Sanne.Code, the.SannesPerson));
        await the.AcceptAsync(youssef.Code, the.SannesPerson);
        await the.ConfirmAsync(youssef.Code, the.SannesPerson);

        Assert.Equal(InvitationViewState.Counted, await the.StandAsync(youssef.Code, the.SannesPerson));
    }

    [Theory]
    [InlineData(Database.Sqlite, "2026-12-07T22:59:59Z", InvitationViewState.CanAccept)]
    [InlineData(Database.Postgres, "2026-12-07T22:59:59Z", InvitationViewState.CanAccept)]
    [InlineData(Database.Sqlite, "2026-12-07T23:00:00Z", InvitationViewState.Ended)]
    [InlineData(Database.Postgres, "2026-12-07T23:00:00Z", InvitationViewState.Ended)]
    [InlineData(Database.Sqlite, "2026-11-01T22:59:59Z", InvitationViewState.NotYet)]
    [InlineData(Database.Sqlite, "2026-11-01T23:00:00Z", InvitationViewState.CanAccept)]
    public async Task The_window_is_days_on_the_branchs_calendar(Database kind, string now, InvitationViewState stand)
    {
        using var the = new TheAmbassadors(kind);
        the.Clock.Now = NodaTime.Text.InstantPattern.General.Parse(now).Value;

        Assert.Equal(stand, await the.StandAsync(the.Sanne.Code, the.Bas));
        if (stand != InvitationViewState.CanAccept)
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
}

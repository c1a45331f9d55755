using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>A profile that was already complete counts only if there was an invitation before.</summary>
public sealed class CompleteProfileTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_profile_complete_before_is_a_friendly_no(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await CompletedAsync(the, A.Monday - Duration.FromDays(3));

        Assert.Equal(InvitationViewState.CompleteBefore, await the.StandAsync(the.Sanne.Code, the.Bas));
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

        Assert.Equal(InvitationViewState.Counted, await the.StandAsync(the.Sanne.Code, the.Bas));
    }

    private static async Task CompletedAsync(TheAmbassadors the, Instant at)
    {
        await using var db = the.Database.CreateDbContext();
        (await db.People.SingleAsync(p => p.Id == the.Bas.Id)).CompletedProfile(at);
        await db.SaveChangesAsync();
    }
}

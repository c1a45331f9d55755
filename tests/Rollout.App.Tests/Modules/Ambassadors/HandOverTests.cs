using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Open invitations and the link pass to the successor; credits do not.</summary>
public sealed class HandOverTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Open_invitations_and_the_link_go_to_the_successor_and_credits_stay(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        var (came, both) = (A.Person(the.Gent, "Priya Ramdin"), A.Person(the.Gent, "Ilse Vermeer"));
        the.Database.Given(came, both, Invitation.ByMail(youssef.Id, both.Id, A.Monday), Invitation.ByMail(the.Sanne.Id, both.Id, A.Monday), Invitation.ByMail(the.Sanne.Id, youssef.Person, A.Monday));
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await the.AcceptAsync(the.Sanne.Code, came);

        await the.StepDownAsync(the.SannesPerson, the.Sanne.Id, youssef.Id);

        await using var db = the.Database.CreateDbContext();
        Assert.Equal(youssef.Id, (await db.Invitations.SingleAsync(i => i.Colleague == came.Id)).Ambassador);
        Assert.Single(await db.Invitations.Where(i => i.Colleague == both.Id && i.Ambassador == youssef.Id).ToListAsync());
        Assert.DoesNotContain(await db.Invitations.ToListAsync(), i => i.Ambassador == youssef.Id && i.Colleague == youssef.Person);
        Assert.Equal(the.Sanne.Id, (await db.Credits.SingleAsync()).Ambassador);
        Assert.Contains("Sanne de Bruijn", (await db.Outbox.SingleAsync(m => m.About == "ambassador-handed")).EmailContent, StringComparison.Ordinal);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        Assert.Equal($"/i/{youssef.Code}?via=qr", (await app.Visitor().GetAsync($"/i/{the.Sanne.Code}?via=qr")).Location);
        Assert.Equal($"/i/{youssef.Code}", (await app.Visitor().GetAsync($"/i/{the.Sanne.Code.ToLowerInvariant()}")).Location);
        await the.ConfirmAsync(youssef.Code, came);
        Assert.Equal(1, await db.Credits.CountAsync(c => c.Ambassador == youssef.Id));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_successor_who_hands_over_too_takes_the_first_link_along(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (youssef, mia) = (the.Another(), the.Another("Mia Claes"));

        await the.StepDownAsync(the.Lead, the.Sanne.Id, youssef.Id);
        await the.StepDownAsync(the.Lead, youssef.Id, mia.Id);

        await using var db = the.Database.CreateDbContext();
        Assert.All(await db.Ambassadors.Where(a => a.Id != mia.Id).ToListAsync(), a => Assert.Equal(mia.Id, a.HandedTo));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Only_who_serves_in_the_same_branch_takes_over_and_only_the_ambassador_or_the_lead_decides(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        var brugge = A.Branch("Brugge");
        var elsewhere = A.Person(brugge, "Els Wouters");
        var far = TheAmbassadors.Appointed(elsewhere);
        the.Database.Given(brugge, elsewhere, far);

        await Refused.ByAsync(AmbassadorRules.SuccessorServes, () => the.StepDownAsync(the.Lead, the.Sanne.Id, far.Id));
        await Refused.ByAsync(AmbassadorRules.SuccessorServes, () => the.StepDownAsync(the.Lead, the.Sanne.Id, the.Sanne.Id));
        await Refused.ByAsync(AmbassadorRules.SuccessorServes, () => the.StepDownAsync(the.Lead, the.Sanne.Id, AmbassadorId.New()));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.StepDownAsync(elsewhere, the.Sanne.Id, youssef.Id));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.StepDownAsync(the.Bas, the.Sanne.Id));
        await the.StepDownAsync(the.Lead, the.Sanne.Id);

        await Refused.ByAsync(AmbassadorRules.SuccessorServes, () => the.StepDownAsync(the.Lead, youssef.Id, the.Sanne.Id));
        Assert.Equal(InvitationViewState.Ended, await the.StandAsync(the.Sanne.Code, null));
    }
}

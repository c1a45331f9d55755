using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>A colleague gives one credit, to the ambassador whose invitation they accepted first.</summary>
public sealed class OneCreditTests
{
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
            catch (Domain.SharedKernel.BrokenRuleException refused)
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
        other.Add(Credit.Due(the.Bas.Id, new AttributedCredit(youssef.Id, A.Monday, CreditEvidence.SignedIn, 1), null));
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

        Assert.Equal(InvitationViewState.AcceptedElsewhere, await the.StandAsync(youssef.Code, the.Bas));
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

        Assert.Equal(InvitationViewState.CanAccept, await the.StandAsync(youssef.Code, the.Bas));
        await the.AcceptAsync(youssef.Code, the.Bas);
        await the.ConfirmAsync(youssef.Code, the.Bas);

        Assert.Equal(InvitationViewState.Counted, await the.StandAsync(youssef.Code, the.Bas));
        Assert.Equal(InvitationViewState.Ended, await the.StandAsync(the.Sanne.Code, A.Person(the.Gent)));
    }
}

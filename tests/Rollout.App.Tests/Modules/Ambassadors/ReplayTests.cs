using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>
/// The domain's replay tests on the databases: the same events, reported in any order, one by one or by file, give the same credits as they did when they
/// happened.
/// </summary>
public sealed class ReplayTests
{
    private const int Many = 120;

    [Theory]
    [InlineData(Database.Sqlite, false)]
    [InlineData(Database.Sqlite, true)]
    [InlineData(Database.Postgres, false)]
    [InlineData(Database.Postgres, true)]
    public async Task Told_in_any_order_one_by_one_or_by_the_file_the_credits_are_the_same(Database kind, bool claimsCount)
    {
        using var database = TestDatabase.On(kind);
        var (gent, dice) = (A.Branch(), new Random(7));
        var lead = A.Lead(gent);
        var rule = CountingEvidence.BuiltIn with { Claims = claimsCount };
        var definition = ProfileDefinition.Next(ProfileDefinition.BuiltIn, new Dictionary<string, string> { ["en"] = "A photo" }, rule, ["en"], lead.Id, A.Monday);
        database.Given(A.Rollout(), gent, lead);
        database.Given(definition);
        var histories = Histories.Draw(CreditDraw.Any, kind == Database.Sqlite ? Many : Many / 2).Select((draw, number) => new CreditHistory(draw.History, gent, number, rule, definition.Number)).ToList();
        database.Given([.. histories.SelectMany(h => h.People), .. histories.SelectMany(h => h.Ambassadors)]);
        var told = histories.SelectMany(h => h.InAnyOrder(dice).Where(p => p.Event.Kind != CreditEventKind.Landed).Select(p => (p.Place, History: h, p.Event)))
            .OrderBy(p => p.Place).Select(p => (p.History, p.Event)).ToList();

        foreach (var batch in told.Chunk(told.Count / 5))
        {
            await ObserveAsync(database, batch, dice);
            await using var db = database.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var (history, e) in batch.Where(b => b.Event.Kind != CreditEventKind.Observed))
            {
                await TellAsync(db, history, e, lead.Id);
            }

            await transaction.CommitAsync();
        }

        await AssertAsLivedAsync(database, histories);
        await SettleAnewAsync(database);
        await AssertAsLivedAsync(database, histories);
    }

    /// <summary>Stores an event the way the commands do, and settles.</summary>
    private static async Task TellAsync(RolloutDb db, CreditHistory history, CreditEvent e, Domain.People.PersonId lead)
    {
        db.ChangeTracker.Clear();
        var (ambassador, person) = (history.Ambassadors[e.Ambassador].Id, await db.People.SingleAsync(p => p.Id == history.People[e.Colleague].Id));
        switch (e.Kind)
        {
            case CreditEventKind.Invited or CreditEventKind.Accepted:
                await InviteAsync(db, ambassador, person.Id, e);
                break;
            case CreditEventKind.Claimed when e.Ambassador != e.Colleague:
                db.Claims.Add(history.ClaimOf(e));
                await db.TellAsync(person, CreditEvidence.Claimed, e.At, history.Definition, history.Rule, default);
                break;
            case CreditEventKind.Contradicted:
                (await db.Claims.SingleAsync(c => c.Ambassador == ambassador && c.Colleague == person.Id)).Contradict(e.At);
                await db.SaveChangesAsync();
                await db.ForgetContradictedAsync(person, default);
                break;
            case CreditEventKind.Reviewed:
                var review = CreditReview.Ask(ambassador, person.Id, "We did it together", e.At);
                review.AnswerWith("It stays as it is", lead, e.At);
                db.CreditReviews.Add(review);
                break;
            case CreditEventKind.Confirmed:
                await db.TellAsync(person, CreditEvidence.SignedIn, e.At, history.Definition, history.Rule, default);
                break;
            case CreditEventKind.ConfirmedByFacts:
                await db.TellAsync(person, CreditEvidence.MatchingFacts, e.At, history.Definition, history.Rule, default);
                break;
            case CreditEventKind.Disowned:
                await db.ForgetFactsAsync(person, default);
                break;
            case CreditEventKind.Moved:
                db.CreditMoves.Add(new CreditMove(CreditMoveId.New(), CreditId.Of(person.Id), ambassador, ambassador, "They sit together", lead, e.At));
                break;
            case CreditEventKind.TermEnds:
                (await db.Ambassadors.SingleAsync(a => a.Id == ambassador)).StepDown(e.At);
                break;
        }

        await db.SaveChangesAsync();
        foreach (var concerned in e.Kind == CreditEventKind.TermEnds ? history.People : [person])
        {
            await db.SettleAsync(await db.People.SingleAsync(p => p.Id == concerned.Id), default);
        }
    }

    private static async Task InviteAsync(RolloutDb db, AmbassadorId ambassador, Domain.People.PersonId person, CreditEvent e)
    {
        var known = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Ambassador == ambassador && i.Colleague == person);
        await db.Invitations.Where(i => i.Ambassador == ambassador && i.Colleague == person).ExecuteDeleteAsync();
        var invited = Earlier(known?.InvitedAt, e.Kind == CreditEventKind.Invited ? e.At : null);
        var came = Earlier(known?.CameAt, e.Kind == CreditEventKind.Accepted ? e.At : null);
        var invitation = invited is { } asked ? Invitation.ByMail(ambassador, person, asked) : Invitation.ByComing(ambassador, person, InvitationChannel.Qr, came!.Value);
        if (came is { } yes)
        {
            invitation.Come(InvitationChannel.Qr, yes);
        }

        db.Invitations.Add(invitation);
    }

    private static Instant? Earlier(Instant? one, Instant? other) => one is { } a && other is { } b ? Instant.Min(a, b) : one ?? other;

    /// <summary>Writes events as a platform report, in random order and with some repeated.</summary>
    private static async Task ObserveAsync(TestDatabase database, IEnumerable<(CreditHistory History, CreditEvent Event)> told, Random dice)
    {
        var rows = told.Where(b => b.Event.Kind == CreditEventKind.Observed)
            .Select(b => $"{b.History.People[b.Event.Colleague].PersonnelNumber};{b.Event.At.InZone(A.Brussels).Date:uuuu-MM-dd}").ToList();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("employee id;since\n" + string.Join('\n', rows.Concat(rows.Take(10)).OrderBy(_ => dice.Next()))));
        var result = await new ImportProfiles(database, new StoppedClock(A.Monday + Duration.FromDays(30))).RunAsync(file, preview: false, takeBack: true);
        Assert.Equal(0, result.Rejected);
    }

    /// <summary>Deletes all credits, and recreates them from what is stored in a single SQL step.</summary>
    private static async Task SettleAnewAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        await db.Credits.ExecuteDeleteAsync();
        await using var staging = new Staging(db, CreditSettlementSql.Tables);
        await staging.CreateTablesAsync(default);
        var settling = new CreditSettlementSql(staging);
        await settling.StageTermsAsync(db, default);
        await using var transaction = await staging.BeginAsync(onlyLooks: false, "credits", default);
        await settling.SettleAsync("SELECT id AS person FROM people", default);
        await transaction.CommitAsync();
    }

    private static async Task AssertAsLivedAsync(TestDatabase database, List<CreditHistory> histories)
    {
        await using var db = database.CreateDbContext();
        var credits = await db.Credits.AsNoTracking().ToDictionaryAsync(c => c.Colleague);
        Assert.True(credits.Count > histories.Count / 2, $"Only {credits.Count} credits: the histories try too little.");
        foreach (var history in histories)
        {
            var expected = history.AsItHappened().Select(o => (history.People[o.Colleague].Id, history.Ambassadors[o.Ambassador].Id, history.Ambassadors[o.EarnedBy].Id, o.At, o.Evidence, o.Provisional));
            var actual = history.People.Select(p => credits.GetValueOrDefault(p.Id)).OfType<Credit>().Select(c => (c.Colleague, c.Ambassador, c.EarnedBy, c.At, c.Evidence, c.Provisional));
            Assert.Equal(expected, actual);
        }
    }
}

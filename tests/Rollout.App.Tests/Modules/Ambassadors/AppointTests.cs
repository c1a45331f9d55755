using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

public sealed class AppointTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Several_are_appointed_at_once_each_with_a_link_and_a_mail(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var people = Enumerable.Range(0, 40).Select(i => A.Person(the.Gent, $"Jan Nummer{i}")).ToArray();
        the.Database.Given([.. people]);

        Assert.Equal(40, await the.AppointAsync(the.Lead, people));

        await using var db = the.Database.CreateDbContext();
        Assert.Equal(41, await db.Ambassadors.Select(a => a.Code).Distinct().CountAsync());
        var mails = await db.Outbox.Where(m => m.About == "ambassador-welcome").ToListAsync();
        Assert.Equal(40, mails.Select(m => m.Address).Distinct().Count());
        var code = (await db.Ambassadors.SingleAsync(a => a.Person == people[7].Id)).Code;
        Assert.Contains($"debrug.example/i/{code}", mails.Single(m => m.Person == people[7].Id).EmailContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task One_who_cannot_be_appointed_stops_all(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (mia, noMail) = (A.Person(the.Gent, "Mia Claes"), A.Person(the.Gent, "Jef Maes", email: null));
        the.Database.Given(mia, noMail);

        await Refused.ByAsync(AmbassadorRules.NeedsAnEmail, () => the.AppointAsync(the.Lead, mia, noMail));
        await Refused.ByAsync(AmbassadorRules.IsNotServingYet, () => the.AppointAsync(the.Lead, mia, the.SannesPerson));
        await Refused.ByAsync(AmbassadorRules.NeedsSomeone, () => the.AppointAsync(the.Lead));

        await using var db = the.Database.CreateDbContext();
        Assert.Equal((1, 0), (await db.Ambassadors.CountAsync(), await db.Outbox.CountAsync()));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Appointing_the_same_person_twice_at_once_is_one_ambassador(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var mia = A.Person(the.Gent, "Mia Claes");
        the.Database.Given(mia);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await the.AppointAsync(the.Lead, mia) == 1 ? null : "none";
            }
            catch (Domain.SharedKernel.BrokenRuleException refused)
            {
                return refused.Rule.Code;
            }
        })));

        Assert.Single(outcomes, o => o is null);
        Assert.Equal(5, outcomes.Count(o => o == AmbassadorRules.IsNotServingYet.Code));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_appointment_by_mistake_is_taken_back_without_a_trace_until_something_comes_of_it(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var mia = A.Person(the.Gent, "Mia Claes");
        the.Database.Given(mia);
        await the.AppointAsync(the.Lead, mia);
        var takeBack = new TakeBackAppointment(the.Database, SignedIn.As(the.Database, the.Lead), the.RolloutSettingsCache, new TermEmails(new SiteUrl(new Uri("https://debrug.example"))), the.Clock);
        await using var db = the.Database.CreateDbContext();
        var appointed = await db.Ambassadors.AsNoTracking().SingleAsync(a => a.Person == mia.Id);

        // The welcome has not left yet: it never will, and no other mail is needed.
        Assert.Equal(TakeBackState.Untold, await takeBack.FindStateAsync(appointed.Id));
        await takeBack.RunAsync(appointed.Id);
        Assert.False(await db.Ambassadors.AnyAsync(a => a.Person == mia.Id));
        var welcome = await db.Outbox.AsNoTracking().SingleAsync(m => m.Person == mia.Id);
        Assert.Equal("taken-back", (await new WelcomeGuard().SuppressAsync(db, [welcome], A.Monday, default))[welcome.Id]);

        // It has left: she is told.
        the.Clock.Advance(Duration.FromMinutes(1));
        await the.AppointAsync(the.Lead, mia);
        await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Sent));
        appointed = await db.Ambassadors.AsNoTracking().SingleAsync(a => a.Person == mia.Id);
        await takeBack.RunAsync(appointed.Id);
        Assert.Single(db.Outbox, m => m.About == "ambassador-taken-back" && m.Person == mia.Id);

        // A colleague has come: the term can only be ended.
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        Assert.Equal(TakeBackState.Used, await takeBack.FindStateAsync(the.Sanne.Id));
        await Refused.ByAsync(AmbassadorRules.TakenBackWhileUnused, () => takeBack.RunAsync(the.Sanne.Id));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_but_the_lead_appoints(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var director = A.Director(the.Gent);
        the.Database.Given(director);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.AppointAsync(the.SannesPerson, the.Bas));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.AppointAsync(director, the.Bas));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_stepped_down_and_is_appointed_again_keeps_link_and_credits_and_is_told_again(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await the.StepDownAsync(the.Lead, the.Sanne.Id);
        Assert.Null((await SignedIn.As(the.Database, the.SannesPerson).GetAsync()).Ambassador);
        the.Clock.Advance(Duration.FromMinutes(1));

        await the.AppointAsync(the.Lead, the.SannesPerson);

        Assert.Equal(the.Sanne.Id, (await SignedIn.As(the.Database, the.SannesPerson).GetAsync()).Ambassador);
        var detail = (await new FindAmbassador(the.Database, SignedIn.As(the.Database, the.Lead), the.Pool, the.Clock).RunAsync(the.Sanne.Id))!;
        Assert.Equal((the.Sanne.Code, 1, TermStatus.Open), (detail.Code, detail.Pace.Done, detail.TermStatus));
        Assert.Equal((CreditEvidence.MatchingFacts, "Bas van Loon"), (detail.Credits[0].Evidence, detail.Credits[0].Colleague));
        Assert.Single(the.Database.CreateDbContext().Outbox, m => m.About == "ambassador-welcome");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_change_made_on_an_old_page_is_not_lost_but_refused(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var act = new ChangeAmbassador(the.Database, SignedIn.As(the.Database, the.Lead), the.Clock);
        await act.RunAsync(the.Sanne.Id, 0, 12, TheAmbassadors.First, TheAmbassadors.Last);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => act.RunAsync(the.Sanne.Id, 0, 8, TheAmbassadors.First, TheAmbassadors.Last));

        Assert.Equal(12, (await the.Database.CreateDbContext().Ambassadors.SingleAsync(a => a.Id == the.Sanne.Id)).Quota);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_moved_credit_leaves_a_record(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        var lead = SignedIn.As(the.Database, the.Lead);
        var credit = (await new FindAmbassador(the.Database, lead, the.Pool, the.Clock).RunAsync(the.Sanne.Id))!.Credits[0];
        var choice = (await new FindCreditToMove(the.Database, lead).RunAsync(credit.Id, null))!;
        Assert.Equal(["Youssef Amrani"], choice.Others.Select(o => o.Name));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            new MoveCredit(the.Database, SignedIn.As(the.Database, the.SannesPerson), the.Clock).RunAsync(credit.Id, youssef.Id, "mine"));
        await new MoveCredit(the.Database, lead, the.Clock).RunAsync(credit.Id, youssef.Id, "They sit together");

        Assert.Equal(0, (await new FindAmbassador(the.Database, lead, the.Pool, the.Clock).RunAsync(the.Sanne.Id))!.Pace.Done);
        var moved = (await new FindAmbassador(the.Database, lead, the.Pool, the.Clock).RunAsync(youssef.Id))!.Credits.Single();
        Assert.Equal(("Sanne de Bruijn", "They sit together", "Mirjam de Vries"), (moved.MovedFrom, moved.Reason, moved.MovedBy));
        Assert.Equal("Youssef Amrani", (await new FindInvitation(the.Database, the.Clock)
            .RunAsync(the.Sanne.Code, new(the.Bas.Id, CreditEvidence.SignedIn)))!.Other!.Name);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Another_definition_counts_up_takes_no_credit_away_and_never_overwrites_a_colleagues(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        var act = new ChangeProfileDefinition(the.Database, SignedIn.As(the.Database, the.Lead), the.RolloutSettingsCache, the.Clock);
        var texts = new Dictionary<string, string> { ["en"] = "A photo", ["nl"] = "Een foto", ["fr"] = "Une photo" };

        await act.RunAsync(1, texts, CountingEvidence.BuiltIn);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => act.RunAsync(1, texts, CountingEvidence.BuiltIn));

        var inForce = await the.Definition.RunAsync();
        Assert.Equal((2, "Een foto"), (inForce.Number, inForce.In("nl")));
        Assert.Equal(1, (await the.Database.CreateDbContext().Credits.SingleAsync()).Definition);
    }
}

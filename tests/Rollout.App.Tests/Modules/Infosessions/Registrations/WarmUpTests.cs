using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>The question in the reminder, its answer, and what the facilitator sees of it.</summary>
public sealed class WarmUpTests
{
    private static readonly EmailContent Letter = new() { Language = "en", BrandName = "De Brug", Brand = "#1d3192", Subject = "Come", Greeting = "Hello", Paragraphs = [], Signature = "Mirjam" };

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_link_in_the_reminder_opens_a_page_that_changes_nothing_until_it_is_sent(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (visitor, link) = (bed.App.Visitor(), (await RemindedAsync(bed, 1))[0].Link);

        var page = await visitor.GetAsync(link);
        Assert.Contains("Will you be there?", page.Text, StringComparison.Ordinal);
        Assert.Contains("What would you like to ask?", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, Answers(bed));
        page = await visitor.SubmitAsync(page, "warm-up", ("Text", "Does it work on my phone?"));
        Assert.Contains("Say whether you will be there.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Does it work on my phone?", page.Text, StringComparison.Ordinal);

        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "warm-up", ("Comes", "false"), ("Text", "Does it work on my phone?")));
        Assert.Contains("Your place is still yours", page.Text, StringComparison.Ordinal);
        Assert.Contains("/withdraw?key=", page.Html, StringComparison.Ordinal);
        Assert.Equal(1, bed.Registered());
        page = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync(link), "warm-up", ("Comes", "true"), ("Text", "Does it work on my phone?")));
        Assert.Contains("you are expected", page.Text, StringComparison.Ordinal);
        Assert.Equal(1, Answers(bed));

        var joost = await bed.App.Visitor(bed.Joost).GetAsync($"/infosessions/{bed.Session.Id.Value}/people");
        Assert.Contains("1 says they come.", joost.Text, StringComparison.Ordinal);
        Assert.Contains("Does it work on my phone?", joost.Text, StringComparison.Ordinal);
        Assert.Contains("Does it work on my phone?", (await bed.App.Visitor(bed.Joost).GetAsync($"/infosessions/{bed.Session.Id.Value}/door")).Text, StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await bed.App.Visitor().GetAsync($"/infosessions/{bed.Session.Id.Value}/warm-up?key=forged")).Location?.Split('?')[0]);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Only_who_has_a_place_answers_until_it_starts_and_twice_at_once_is_one_answer(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = (await RemindedAsync(bed, 2)).Select(p => p.Person).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AnswerAsync(bed, people[0], i % 2 == 0)));
        Assert.Equal(1, Answers(bed));

        await Refused.ByAsync(WarmUpRules.TextFits, () => AnswerAsync(bed, people[0], true, new string('x', 501)));
        await Refused.ByAsync(WarmUpRules.OnlyWhoHasAPlace, () => AnswerAsync(bed, bed.Joost, true));
        await bed.WithdrawAsync(people[1]);
        await Refused.ByAsync(WarmUpRules.OnlyWhoHasAPlace, () => AnswerAsync(bed, people[1], true));
        bed.Clock.Now = bed.Session.StartsAt;
        await Refused.ByAsync(WarmUpRules.UntilItStarts, () => AnswerAsync(bed, people[0], true));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_answer_counts_for_the_time_and_place_it_was_given_for(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = (await RemindedAsync(bed, 3)).Select(p => p.Person).ToArray();
        await AnswerAsync(bed, people[0], true, "On a tablet?");
        await AnswerAsync(bed, people[1], false);
        Assert.Equal((1, 1, 1), Counts(await FindAsync(bed, bed.Joost)));

        await bed.WithdrawAsync(people[1]);
        await bed.SignUpAsync(people[1]);
        Assert.Equal((1, 0, 2), Counts(await FindAsync(bed, bed.Joost)));
        var request = new PlanRequest(bed.Gent.Id, AnInfosession.Tuesday.PlusHours(4), 120, "Zaal 1", null, 20, bed.Joost.Id, "nl") { OutsideHours = true };
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, request, bed.Stored().Version));
        var moved = await FindAsync(bed, bed.Joost);
        Assert.Equal((0, 0, 0), Counts(moved));
        Assert.Equal("On a tablet?", Assert.Single(moved!.Texts).Text);

        var other = AnInfosession.Facilitator(bed.Gent, "Claire Dubois");
        bed.Database.Given(other);
        Assert.Null(await FindAsync(bed, other));
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(other).GetAsync($"/infosessions/{bed.Session.Id.Value}/people")).Status);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_was_answered_and_done_before_says_how_many_to_expect(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, 40);
        var next = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusWeeks(1));
        bed.Database.Given(next);
        var people = (await RemindedAsync(bed, 30)).Select(p => p.Person).ToArray();
        foreach (var person in people[..20])
        {
            await AnswerAsync(bed, person, true);
        }

        bed.Clock.Now = bed.Session.EndsAt;
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.NoteAllAsync(bed.Session.Id, [.. people[..20].Select(p => p.Id)]));
        var coming = (await RemindedAsync(bed, 10, next)).Select(p => p.Person).ToArray();
        foreach (var person in coming[..5])
        {
            await AnswerAsync(bed, person, true, session: next);
        }

        // Overall: 21/32. People who said yes: (20 + 10 m) / 30; people who said nothing: 10 m / 20.
        const double Everyone = 21 / 32.0;
        var expected = (5 * (20 + (10 * Everyone)) / 30) + (5 * 10 * Everyone / 20);
        Assert.Equal((int)Math.Round(expected), (await FindAsync(bed, bed.Joost, next))!.Expected);
        // One of them was nudged before, which their facilitator sees by the day and not by name.
        var before = bed.Database.CreateDbContext().Registrations.Single(r => r.Infosession == next.Id && r.Person == coming[0].Id).At - Duration.FromDays(3);
        bed.Database.Given(OutboxMessage.Nudge(OutboxMessageId.New(), "nudge/1", "come", new Recipient(coming[0].Id, "a@voorbeeld.be", coming[0].Name), Letter, before, before, before));
        await using (var db = bed.Database.CreateDbContext())
        {
            await db.Outbox.Where(m => m.Key == "nudge/1").ExecuteUpdateAsync(m => m.SetProperty(x => x.State, OutboxState.Sent));
        }

        var page = (await bed.App.Visitor(bed.Joost).GetAsync($"/infosessions/{next.Id.Value}/people")).Text;
        Assert.Contains("About 6 of 10 expected", page, StringComparison.Ordinal);
        Assert.Contains("10 people have a place", page, StringComparison.Ordinal);
        Assert.Contains($"10 of {next.Seats} places taken since", page, StringComparison.Ordinal);
        Assert.Contains("Nudges went before them on one day.", page, StringComparison.Ordinal);
        Assert.Null((await FindAsync(bed, bed.Joost))!.Expected);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_writes_the_question_in_the_languages_they_like(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (lead, path) = (bed.App.Visitor(bed.Lead), $"/topics/{bed.Topic.Id.Value}/edit");
        var page = await lead.SubmitAsync(await lead.GetAsync(path), "topic", ("Title", "De Brug"), ("Summary", ""), ("Language", "nl"), ("Minutes", "60"), ("Seats", "14"), ("WarmUpEn", "What  slows you down?"), ("WarmUpFr", ""));
        Assert.Equal($"/topics/{bed.Topic.Id.Value}", page.Location);
        Assert.Contains("What slows you down?", (await lead.GetAsync(path)).Html, StringComparison.Ordinal);

        var reminded = await RemindedAsync(bed, 1);
        Assert.Contains("What slows you down?", (await bed.App.Visitor().GetAsync(reminded[0].Link)).Text, StringComparison.Ordinal);
    }

    /// <summary>People who signed up and were reminded, with the link in the reminder.</summary>
    internal static async Task<(Person Person, string Link)[]> RemindedAsync(InfosessionTestBed bed, int number, Infosession? session = null)
    {
        var (people, at) = (bed.Colleagues(number), session ?? bed.Session);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person, at);
        }

        bed.Clock.Now = at.RemindAt!.Value + Duration.FromMinutes(1);
        await bed.App.Services.GetRequiredService<PlanInfosessionReminders>().RunAsync();
        return [.. people.Select(p => (p, JsonSerializer.Deserialize<EmailContent>(Assert.Single(bed.Mails(p, InfosessionEmails.Reminder)).EmailContent)!.Button!.Address.PathAndQuery))];
    }

    internal static Task AnswerAsync(InfosessionTestBed bed, Person person, bool comes, string text = "", Infosession? session = null) =>
        bed.ActAsync<AnswerWarmUp>(person, a => a.RunAsync((session ?? bed.Session).Id, person.Id, comes, text));

    private static Task<WarmUps?> FindAsync(InfosessionTestBed bed, Person as_, Infosession? session = null) =>
        bed.ActAsync<FindWarmUps, WarmUps?>(as_, a => a.RunAsync((session ?? bed.Session).Id));

    private static (int Comes, int Cannot, int Silent) Counts(WarmUps? found) => (found!.Of(WarmUpReply.Comes), found.Of(WarmUpReply.Cannot), found.Of(WarmUpReply.Nothing));

    private static int Answers(InfosessionTestBed bed)
    {
        using var db = bed.Database.CreateDbContext();
        return db.WarmUpAnswers.Count();
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Feedback;

/// <summary>One answer per attendee, and nothing that links an answer to a person.</summary>
public sealed class GiveFeedbackTests
{
    private static readonly FeedbackAnswer Fine = new(5, 4, "More time to try.");

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_came_answers_once_by_their_link_or_by_the_code_on_their_ticket(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var elsewhere = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusWeeks(-1));
        bed.Database.Given(elsewhere);
        var people = await CameAsync(bed, 3);
        var stayedAway = bed.Colleagues(1)[0];
        bed.Database.Given(Registration.Of(people[2].Id, elsewhere.Id, A.Monday), Absent(stayedAway));

        await GiveAsync(bed, people[0]);
        await Refused.ByAsync(FeedbackRules.OnceEach, () => GiveAsync(bed, people[0]));
        await Refused.ByAsync(FeedbackRules.OnceEach, () => GiveAsync(bed, null, CodeOf(bed, people[0])));
        await GiveAsync(bed, null, TicketCode.Shown(CodeOf(bed, people[1])).ToLowerInvariant());
        await Refused.ByAsync(FeedbackRules.OnceEach, () => GiveAsync(bed, people[1]));
        await Refused.ByAsync(FeedbackRules.NeedsATicket, () => GiveAsync(bed, null, ""));
        await Refused.ByAsync(FeedbackRules.NeedsATicket, () => GiveAsync(bed, null, "ACDE 3479"));
        await Refused.ByAsync(FeedbackRules.NeedsATicket, () => GiveAsync(bed, null, CodeOf(bed, people[2], elsewhere)));
        await Refused.ByAsync(FeedbackRules.OnlyWhoCame, () => GiveAsync(bed, bed.Joost));
        await Refused.ByAsync(FeedbackRules.OnlyWhoCame, () => GiveAsync(bed, null, CodeOf(bed, stayedAway)));

        Assert.Equal(2, Answers(bed));

        Registration Absent(Person person)
        {
            var place = Registration.Of(person.Id, bed.Session.Id, A.Monday);
            place.Withdraw(bed.Session.StartsAt, A.Monday);
            return place;
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Sixty_presses_at_once_for_ten_who_came_give_ten_answers(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await CameAsync(bed, 10);
        var codes = people.Select(p => CodeOf(bed, p)).ToList();

        var presses = Enumerable.Range(0, 60).Select(i => (Person: i % 2 == 0 ? people[i % 10] : null, Code: codes[i % 10]));
        var given = await Task.WhenAll(presses.Select(async press =>
        {
            try
            {
                await GiveAsync(bed, press.Person, press.Code);
                return true;
            }
            catch (BrokenRuleException)
            {
                return false;
            }
        }));

        Assert.Equal(10, given.Count(g => g));
        Assert.Equal(10, Answers(bed));
        await using var db = bed.Database.CreateDbContext();
        Assert.Equal(10, db.FeedbackTexts.Count());
        Assert.Equal(10, db.FeedbackAsks.Count(a => a.HasAnswered));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task It_is_open_from_the_start_for_seven_days(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await CameAsync(bed, 2);
        bed.Clock.Now = bed.Session.StartsAt - Duration.FromMilliseconds(1);
        await Refused.ByAsync(FeedbackRules.FromTheStart, () => GiveAsync(bed, people[0]));
        bed.Clock.Now = FeedbackTime.ClosesAt(bed.Session.Starts, bed.Session.Zone);
        await Refused.ByAsync(FeedbackRules.UntilItCloses, () => GiveAsync(bed, people[0]));
        bed.Clock.Now -= Duration.FromMilliseconds(1);
        await GiveAsync(bed, people[0]);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nothing_that_is_kept_leads_from_an_answer_to_a_person(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await CameAsync(bed, 6);
        foreach (var person in people)
        {
            await GiveAsync(bed, Array.IndexOf(people, person) % 2 == 0 ? person : null, CodeOf(bed, person));
        }

        await using var db = bed.Database.CreateDbContext();
        string[] kept = ["FeedbackScore", "FeedbackText"];
        var model = db.Model.GetEntityTypes().Where(e => kept.Contains(e.ClrType.Name)).ToList();
        Assert.Equal(2, model.Count);
        Assert.DoesNotContain(model.SelectMany(e => e.GetProperties()), p => p.ClrType == typeof(PersonId) || p.ClrType == typeof(Instant) || p.ClrType == typeof(RegistrationId) || p.Name.Contains("Code", StringComparison.Ordinal));
        Assert.DoesNotContain(db.Model.GetEntityTypes().Single(e => e.ClrType == typeof(FeedbackAsk)).GetProperties(), p => p.ClrType == typeof(Instant));

        // Scores are counters: two rows for six answers of the same kind.
        Assert.Equal([6, 6], db.FeedbackScores.Select(s => s.Answers));

        // The id of a text is random, and does not reveal its time.
        Assert.Equal(6, db.FeedbackTexts.AsEnumerable().Select(t => t.Id.Value.ToString()[..8]).Distinct().Count());
    }

    internal static async Task<Person[]> CameAsync(InfosessionTestBed bed, int number, Infosession? session = null)
    {
        var people = bed.Colleagues(number);
        var at = session ?? bed.Session;
        foreach (var person in people)
        {
            await bed.SignUpAsync(person, at);
        }

        bed.Clock.Now = at.EndsAt;
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.NoteAllAsync(at.Id, [.. people.Select(p => p.Id)]));
        return people;
    }

    internal static string CodeOf(InfosessionTestBed bed, Person person, Infosession? session = null)
    {
        using var db = bed.Database.CreateDbContext();
        return db.Registrations.Single(r => r.Infosession == (session ?? bed.Session).Id && r.Person == person.Id).TicketCode;
    }

    private static Task GiveAsync(InfosessionTestBed bed, Person? person, string? code = null) =>
        bed.ActAsync<GiveFeedback>(bed.Lead, a => a.RunAsync(bed.Session.Id, person?.Id, code, Fine));

    private static int Answers(InfosessionTestBed bed)
    {
        using var db = bed.Database.CreateDbContext();
        return db.FeedbackScores.Where(s => s.Question == FeedbackQuestion.Useful).Sum(s => s.Answers);
    }
}

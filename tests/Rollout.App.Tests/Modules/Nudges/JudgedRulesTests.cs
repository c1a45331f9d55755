using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Comparing;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>A rule is judged by who did its step, written to and held out alike; when it works, those it was kept from get it after all.</summary>
public sealed class JudgedRulesTests
{
    private static readonly string[] Kinds = ["text", "channel", "hour", "kind"];

    /// <summary>Everything that is compared is shared out by chance before it is sent, half of each branch, and judged by the step.</summary>
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Half_of_each_branch_get_it_otherwise_by_chance_and_what_they_did_says_which_does_better(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var luik = A.Branch("Luik");
        nudges.Given([luik, .. Enumerable.Range(0, 401).Select(i => (object)A.Person(i < 200 ? luik : nudges.Branch, $"Bas Groot{i}"))]);
        Spread(nudges, Kinds);
        foreach (var (what, place) in Kinds.Select((what, place) => (what, place)))
        {
            nudges.ARule(Comparing(what) with { Audience = new() { Departments = [what] } }, what, priority: place + 1);
        }

        await nudges.PlanAsync();
        var runs = nudges.Runs();
        var second = runs.Where(r => r.Half == NudgeHalf.Second).ToList();
        Assert.All(runs.GroupBy(r => (r.Rule, r.Branch)), g => Assert.InRange(g.Count(r => r.Half == NudgeHalf.Second) - (g.Count() / 2), 0, 1));
        var messages = nudges.Messages().ToDictionary(m => m.SubjectId!.Value);
        Assert.Equal(
            ["channel Note About channel 0", "hour Mail About hour 4", "kind Mail About the-second 0", "text Mail About the-second 0"],
            second.Select(r => messages[r.Id.Value]).Select(m => $"{m.About[5..]} {m.Channel} {m.Subject} {(m.DueAt - nudges.Clock.Now).TotalHours}").Distinct().Order(StringComparer.Ordinal));

        nudges.Change(db => db.People.ToList().Where(p => second.Exists(r => r.Person == p.Id)).ToList().ForEach(p => p.CompletedProfile(nudges.Clock.Now)));
        nudges.Clock.Advance(Duration.FromDays(NudgeRuleContent.WindowDays));
        await nudges.PlanAsync();

        using var db = nudges.Db();
        var compared = (await ListComparisons.OfAsync(db, nudges.Clock.Now, default)).Halves;
        Assert.Equal(Kinds.Length, compared.Count);
        Assert.All(compared, c => Assert.Equal((NudgeVerdict.Works, c.Effect.Written.People, 0, true), (c.Effect.Verdict, c.Effect.Written.Did, c.Effect.HeldOut.Did, c.StandsOut)));
    }

    /// <summary>Two rules ask for the same step, one by telling and one by showing what is rising, and each holds half back.</summary>
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Kinds_that_ask_for_the_same_step_are_compared_by_whom_each_held_back(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.Given([.. Enumerable.Range(0, 319).Select(i => (object)A.Person(nudges.Branch, $"Bas Groot{i}"))]);
        Spread(nudges, "desk", "field");
        nudges.ARule(new() { Step = NudgeStep.CompleteProfile, Kind = NudgeKind.Tell, Holdout = 50, Audience = new() { Departments = ["field"] } }, "tell");
        nudges.ARule(new() { Step = NudgeStep.CompleteProfile, Kind = NudgeKind.ShowRising, Holdout = 50, Audience = new() { Departments = ["desk"] } }, "rising");
        await nudges.PlanAsync();
        using var db = nudges.Db();
        var before = Assert.Single((await ListComparisons.OfAsync(db, nudges.Clock.Now, default)).Kinds);
        Assert.Equal((NudgeVerdict.TooFew, true), (before.Effect.Verdict, before.WeeksLeft > 0));

        var told = nudges.Runs().Where(r => !r.HeldOut).Select(r => r.Person).ToHashSet();
        nudges.Change(db => db.People.ToList().Where(p => told.Contains(p.Id) && p.Department == "field").ToList().ForEach(p => p.CompletedProfile(nudges.Clock.Now)));
        nudges.Clock.Advance(Duration.FromDays(NudgeRuleContent.WindowDays));
        await nudges.PlanAsync();

        var after = Assert.Single((await ListComparisons.OfAsync(db, nudges.Clock.Now, default)).Kinds);
        Assert.Equal((NudgeStep.CompleteProfile, NudgeKind.Tell, NudgeKind.ShowRising, NudgeVerdict.Works), (after.Step, after.One, after.Other, after.Effect.Verdict));
    }

    private static void Spread(TheNudges nudges, params string[] departments) => nudges.Change(db =>
    {
        foreach (var (place, person) in db.People.OrderBy(p => p.Id).ToList().Index())
        {
            person.Correct(
                new PersonDetails(person.Branch, person.GivenName, person.Infix, person.FamilyName) { Email = person.Email, PersonnelNumber = person.PersonnelNumber, Department = departments[place % departments.Length] }, "BE");
        }
    });

    private static NudgeRuleContent Comparing(string what) => new()
    {
        Step = NudgeStep.CompleteProfile,
        Second = what switch
        {
            "text" => new() { Texts = TheNudges.Texts("the-second") },
            "kind" => new() { Texts = TheNudges.Texts("the-second"), Kind = NudgeKind.IntroduceAmbassador },
            "channel" => new() { Channels = [MessageChannel.Note] },
            _ => new() { Hour = 14 },
        },
    };

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_rule_that_works_is_found_and_sent_to_those_it_was_kept_from(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.Given([.. Enumerable.Range(0, 119).Select(i => (object)A.Person(nudges.Branch, $"Bas Groot{i}"))]);
        var rule = nudges.ARule(new() { Step = NudgeStep.CompleteProfile, Holdout = 50 });
        await nudges.PlanAsync();
        await nudges.DispatchAsync();
        var heldOut = nudges.Runs().Where(r => r.HeldOut).Select(r => r.Person).ToHashSet();
        nudges.Change(db => db.People.ToList().Where(p => !heldOut.Contains(p.Id)).ToList().ForEach(p => p.CompletedProfile(nudges.Clock.Now + Duration.FromDays(2))));

        nudges.Clock.Advance(Duration.FromDays(21));
        await nudges.PlanAsync();

        using (var db = nudges.Db())
        {
            var effect = await JudgeRuns.EffectAsync(db, rule.Id, rule.Versions[0], CancellationToken.None);
            Assert.Equal((NudgeVerdict.Works, new NudgeArm(60, 60), new NudgeArm(60, 0)), (effect.Verdict, effect.Written, effect.HeldOut));
        }

        Assert.Equal(120, nudges.Messages().Count);
        Assert.True(heldOut.SetEquals(nudges.Messages().Skip(60).Select(m => m.Person!.Value)));
        Assert.All(nudges.Runs().Where(r => r.HeldOut), r => Assert.Equal((1, false), (r.Tries, r.DidStep!.Value)));
    }
}

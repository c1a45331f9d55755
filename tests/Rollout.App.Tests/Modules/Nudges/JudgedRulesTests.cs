using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.Domain.Nudges;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>A rule is judged by who did its step, written to and held out alike; when it works, those it was kept from get it after all.</summary>
public sealed class JudgedRulesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Half_get_the_second_text_by_chance_and_what_they_did_says_which_does_better(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.Given([.. Enumerable.Range(0, 599).Select(i => (object)A.Person(nudges.Branch, $"Bas Groot{i}"))]);
        var rule = nudges.ARule(new() { Step = NudgeStep.CompleteProfile, SecondTexts = TheNudges.Texts("the-second") });

        await nudges.PlanAsync();
        var runs = nudges.Runs();
        Assert.Equal((600, 300), (runs.Count, runs.Count(r => r.HasSecondText)));
        Assert.Equal(runs.Where(r => r.HasSecondText).Select(r => r.Id.Value).Order(), nudges.Messages().Where(m => m.Subject == "About the-second").Select(m => m.SubjectId!.Value).Order());

        nudges.Change(db =>
        {
            var did = runs.Where(r => r.HasSecondText).Select(r => r.Person).Take(200).ToList();
            db.People.Where(p => did.Contains(p.Id)).ToList().ForEach(p => p.CompletedProfile(nudges.Clock.Now));
        });
        nudges.Clock.Advance(Duration.FromDays(NudgeRuleContent.WindowDays));
        await nudges.PlanAsync();

        using var db = nudges.Db();
        var effect = NudgeEffect.Of(50, await JudgeRuns.TextLooksAsync(db, rule.Id, rule.Versions[0], default));
        Assert.Equal((NudgeVerdict.Works, new NudgeArm(300, 200), new NudgeArm(300, 0)), (effect.Verdict, effect.Written, effect.HeldOut));
    }

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

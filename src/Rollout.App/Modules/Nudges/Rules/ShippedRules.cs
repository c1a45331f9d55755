using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>
/// The rules that come with the program: the fixed ones are on, the others off until the lead has seen who they reach. Each is stored once and then belongs to the lead; a
/// later version of the program changes none that is there.
/// </summary>
internal sealed class ShippedRules(IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> sources, IClock clock)
{
    private static readonly NudgeAudience Everyone = new();

    /// <summary>Also those without a mailbox; only for what others may know.</summary>
    private static readonly IReadOnlyList<MessageChannel> Anyhow = [MessageChannel.Mail, MessageChannel.StartPage, MessageChannel.Ambassador, MessageChannel.Note];

    /// <summary>In the order of priority, between the fixed ones: first what someone is asked for themselves, last what can wait.</summary>
    private static readonly IReadOnlyList<(string Code, int Priority, NudgeRuleContent Content)> All =
    [
        ("come-to-session", 25, new() { Kind = NudgeKind.OfferSession, Step = NudgeStep.ComeToSession, Audience = Everyone with { HaveNot = [NudgeFact.HasSeat] }, Channels = Anyhow, Tries = 2, DaysBetween = 21, After = AfterLastTry.HandedToAmbassador }),
        ("newcomer", 32, new() { Kind = NudgeKind.IntroduceAmbassador, Step = NudgeStep.CompleteProfile, Audience = Everyone with { Have = [NudgeFact.StartedLately] }, Channels = Anyhow, Tries = 2, DaysBetween = 10, After = AfterLastTry.HandedToAmbassador }),
        ("fading-director", 36, new() { Kind = NudgeKind.Tell, Audience = Everyone with { Have = [NudgeFact.IsDirector, NudgeFact.BranchFades] }, Occasion = NudgeOccasion.EachMonth, DaysBetween = 28 }),
        ("fading-ambassadors", 38, new() { Kind = NudgeKind.Tell, Audience = Everyone with { Have = [NudgeFact.IsAmbassador, NudgeFact.BranchFades] }, Occasion = NudgeOccasion.EachMonth, DaysBetween = 28 }),
        ("ambassador-silent", 55, new() { Step = NudgeStep.InviteColleague, Audience = Everyone with { Have = [NudgeFact.IsAmbassador] }, Occasion = NudgeOccasion.EachMonth, DaysBetween = 21 }),
        ("first-visit", 72, new() { Step = NudgeStep.Visit, Audience = Everyone with { FromWeek = 1 }, Tries = 2, DaysBetween = 21, Holdout = 10 }),
        ("profile", 74, new() { Step = NudgeStep.CompleteProfile, Audience = Everyone with { FromWeek = 2 }, Channels = Anyhow, Tries = 2, DaysBetween = 21, After = AfterLastTry.HandedToAmbassador, Holdout = 10 }),
        ("returner", 76, new() { Step = NudgeStep.ComeBack, Audience = Everyone with { Have = [NudgeFact.Visited], HaveNot = [NudgeFact.BranchHasMass], FromWeek = 4 }, Occasion = NudgeOccasion.EachQuarter, DaysBetween = 42, Holdout = 10 }),
        ("first-reaction", 82, new() { Step = NudgeStep.React, Audience = Everyone with { Have = [NudgeFact.VisitedLately], HaveNot = [NudgeFact.Posted, NudgeFact.BranchHasMass], FromWeek = 3 }, DaysBetween = 28, Holdout = 10 }),
        ("first-post", 84, new() { Step = NudgeStep.Post, Audience = Everyone with { Have = [NudgeFact.Reacted], HaveNot = [NudgeFact.BranchHasMass], FromWeek = 4 }, DaysBetween = 28, Holdout = 10 }),
        ("ask-reader", 86, new() { Kind = NudgeKind.Ask, Step = NudgeStep.Answer, Audience = Everyone with { Have = [NudgeFact.VisitedLately], HaveNot = [NudgeFact.Posted], FromWeek = 6 }, Occasion = NudgeOccasion.EachQuarter, DaysBetween = 42 }),
        ("thanks", 90, new() { Kind = NudgeKind.Thank, Audience = Everyone with { Have = [NudgeFact.Posted] }, Occasion = NudgeOccasion.EachQuarter, DaysBetween = 42 }),
    ];

    private bool _stored;

    public static IReadOnlyList<string> Codes => [.. All.Select(r => r.Code)];

    /// <summary>Stores the rules that are not there yet. Several processes may start at once.</summary>
    public async Task StoreAsync(CancellationToken ct = default)
    {
        if (_stored)
        {
            return;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        if (!await db.Rollouts.AnyAsync(ct))
        {
            return; // the first start is not done yet
        }

        var known = await db.NudgeRules.Select(r => r.Code).ToListAsync(ct);
        db.NudgeRules.AddRange(sources.Select((s, i) => NudgeRule.Fixed(s.Code, NudgeRuleBook.PriorityOf(i))).Where(r => !known.Contains(r.Code)));
        db.NudgeRules.AddRange(All.Where(r => !known.Contains(r.Code))
            .Select(r => NudgeRule.Write(r.Code, "", r.Priority, r.Content with { Texts = TextsOf(r.Code) }, RolloutSettings.KnownLanguages, by: null, clock.GetCurrentInstant())));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        _stored = true;
    }

    private static Dictionary<string, NudgeWording> TextsOf(string code) => RolloutSettings.KnownLanguages.ToDictionary(language => language, language =>
    {
        var words = Localizer.In(language);
        string[] fields = ["{" + NudgeFields.Platform + "}", "{" + NudgeFields.Branch + "}", "{" + NudgeFields.Ambassador + "}"];
        return new NudgeWording(words[$"nudge-shipped.{code}.subject", fields], words[$"nudge-shipped.{code}.body", fields]);
    });
}

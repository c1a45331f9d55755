using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>Writes what a rule says to one person: its words with the fields filled in, the button of its step, and why they get it.</summary>
internal sealed class NudgeRuleText(SiteUrl site, LinkTokens links)
{
    /// <summary>The purpose of the link to the page on which a question is answered.</summary>
    public const string Ask = "nudge-ask";

    // The purpose under which the infosession pages accept a link token.
    private const string SignUp = "sign-up";
    private static readonly Duration LinkLasts = Duration.FromDays(30);

    /// <param name="channel">Paper and text messages carry no personal link, because another reader could use it.</param>
    /// <param name="ambassador">Who invited them, or serves in their branch; null when there is nobody.</param>
    public NudgeText Write(Localizer words, RolloutSettings rollout, NudgeRuleContent content, NudgeRecipient to, string? ambassador, NudgeRunId run, MessageChannel channel = MessageChannel.Mail, NudgeHalf? half = null)
    {
        var texts = content.TextsOf(half);
        var said = texts.GetValueOrDefault(words.Language) ?? texts[rollout.DefaultLanguage];
        var fields = new Dictionary<string, string>
        {
            [NudgeFields.GivenName] = to.GivenName,
            [NudgeFields.Platform] = rollout.PlatformName,
            [NudgeFields.Branch] = to.BranchName,
            [NudgeFields.Ambassador] = ambassador ?? words["nudge-rule.an-ambassador"],
        };
        return new NudgeText(NudgeFields.Fill(said.Subject, fields), Why(words, rollout, content, to.BranchName), [.. said.Paragraphs.Select(p => NudgeFields.Fill(p, fields))])
        {
            Button = Button(words, rollout, content.Step, to, run, channel),
        };
    }

    /// <summary>Why someone gets it, and when it stops: every fact that decides is named.</summary>
    public string Why(Localizer words, RolloutSettings rollout, NudgeRuleContent content, string branch)
    {
        var facts = content.Wanted.Select(f => words[$"nudge-fact.{f}.you"]).Concat(content.WantedNot.Where(f => f != NudgeFact.AccountClosed).Distinct().Select(f => words[$"nudge-fact.{f}.you-not"])).ToList();
        var why = words["nudge-rule.why-branch", branch] + (facts.Count > 0 ? " " + words["nudge-rule.why-facts", words.All(facts)] : "");
        var source = content.UsesActivity ? " " + words["nudge-rule.why-reports", rollout.PlatformName] : "";
        return why + source + " " + words.Count("nudge-rule.why-tries", content.Tries) + (content.Step == NudgeStep.Nothing ? "" : " " + words["nudge-rule.why-stops"]);
    }

    private EmailLink? Button(Localizer words, RolloutSettings rollout, NudgeStep step, NudgeRecipient to, NudgeRunId run, MessageChannel channel) => step switch
    {
        NudgeStep.Visit or NudgeStep.ComeBack or NudgeStep.CompleteProfile or NudgeStep.React or NudgeStep.Post =>
            rollout.Platform is { } platform ? new EmailLink(words[$"nudge-step.{step}.button", rollout.PlatformName], platform) : null,
        NudgeStep.ComeToSession => new EmailLink(words["nudge-step.ComeToSession.button"], site.To(channel is MessageChannel.Note or MessageChannel.TextMessage ? "/infosessions" : "/infosessions?key=" + Uri.EscapeDataString(links.Create(SignUp, to.Id, LinkLasts)))),
        NudgeStep.InviteColleague => new EmailLink(words["nudge-step.InviteColleague.button"], site.To("/my/colleagues")),
        NudgeStep.Answer => new EmailLink(words["nudge-step.Answer.button"], site.To("/ask/" + links.Create(Ask, run.Value, LinkLasts))),
        _ => null,
    };
}

using NodaTime;
using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Participation.Briefs;

/// <summary>The brief for the management meeting as a mail: the same sentences and figures as its page, its charts as tables.</summary>
public sealed class BriefEmails(SiteUrl site)
{
    /// <param name="key">One mail for each.</param>
    /// <param name="view">What a lead sees of the whole house.</param>
    public OutboxMessage Brief(RolloutSettings rollout, ParticipationView view, Person reader, string key, Instant now, Instant uselessFrom)
    {
        var words = Localizer.In(rollout.LanguageOf(reader));
        var letter = EmailBuilder.Write(
            rollout, words, reader.GivenName, words["brief.heading", rollout.PlatformName, words.Date(now.InZone(rollout.Zone).Date)], words[reader.IsLead ? "brief.mail-why-lead" : "brief.mail-why"],
            [words["use.of", words.SourceName(view.Sources[0]), words.Date(view.Day!.Value)] + ".", .. BriefText.Of(words, view)]) with
        {
            Charts = [.. new[] { Band(words, view), Branches(words, view) }.OfType<EmailChart>()],
            Notes = [words["brief.unknown"], .. BriefText.NotKnown(words, view)],
            Button = reader.IsLead ? new EmailLink(words["brief.mail-button"], site.To("/participation/brief")) : null,
        };
        return OutboxMessage.ServiceMail($"{key}/{reader.Id.Value:N}", "participation-brief", EmailBuilder.To(reader), letter, now, uselessFrom: uselessFrom);
    }

    private static EmailChart? Band(Localizer words, ParticipationView view) => view.Band is not { } band ? null : new EmailChart(
        words["use.band"],
        [.. band.Parts.Zip(band.Drawn, (part, drawn) => new EmailBar(words["use.part." + part.Name], words.Part(band, part), (int)Math.Round(100 * drawn)))]);

    private static EmailChart? Branches(Localizer words, ParticipationView view) => BriefText.Branches(view) is not { Count: > 0 } branches ? null : new EmailChart(
        words["use.curves", words.FigureName(Figure.Active)], [.. branches.Select(b => Bar(words, b.Name, b.Points[^1].Share))]);

    private static EmailBar Bar(Localizer words, string name, GroupShare share) => new(name, words.Share(share), share.Percent);
}

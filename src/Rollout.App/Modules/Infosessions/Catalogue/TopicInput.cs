using System.Globalization;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>The topic form as typed.</summary>
public sealed class TopicInput
{
    /// <summary>The field at which a broken rule is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [InfosessionRules.TopicNeedsATitle] = nameof(Title),
        [InfosessionRules.SummaryFits] = nameof(Summary),
        [TopicRules.TextFits] = nameof(Text),
        [TopicRules.TranslationNeedsATitle] = nameof(Translations),
        [TopicRules.TranslationFits] = nameof(Translations),
        [TopicRules.WarmUpFits] = nameof(WarmUpEn),
        [InfosessionRules.LengthFits] = nameof(Minutes),
        [InfosessionRules.SeatsFit] = nameof(Seats),
        [InfosessionRules.LanguageIsKnown] = nameof(Language),
    };

    public string? Title { get; set; }
    public string? Summary { get; set; }
    public string? Text { get; set; }
    public string? Language { get; set; }

    /// <summary>The words in languages other than the first, by language; empty where there are none.</summary>
    public Dictionary<string, TranslationInput>? Translations { get; set; }

    /// <summary>Browsers submit nothing for a list in which nothing is ticked.</summary>
    public List<string>? Languages { get; set; }

    public string? Minutes { get; set; }
    public string? Seats { get; set; }
    public List<string>? WorkTypes { get; set; }
    public List<Guid>? Branches { get; set; }

    /// <summary>The warm-up question in each supported language; empty means none.</summary>
    public string? WarmUpEn { get; set; }

    public string? WarmUpNl { get; set; }
    public string? WarmUpFr { get; set; }

    /// <summary>The version being edited.</summary>
    public int Version { get; set; }

    /// <summary>The typed values; text that is not a number becomes 0, and the rules about length and seats then say what it must be.</summary>
    public TopicDraft Draft => new(Title ?? "", Summary ?? "", Number(Minutes), Number(Seats), Language ?? "")
    {
        Text = Text ?? "",
        Languages = Languages ?? [],
        WarmUp = WarmUp.Of([("en", WarmUpEn), ("nl", WarmUpNl), ("fr", WarmUpFr)]),
        Translations = TopicTranslations.Of((Translations ?? []).Where(t => t.Key != Language && RolloutSettings.KnownLanguages.Contains(t.Key)).Select(t => (t.Key, t.Value.Title, t.Value.Summary, t.Value.Text))),
        Audience = Audience.Of(
            (WorkTypes ?? []).Select(w => Enum.TryParse<WorkType>(w, out var known) && Enum.IsDefined(known) ? known : (WorkType?)null).OfType<WorkType>(),
            (Branches ?? []).Select(b => new BranchId(b))),
    };

    /// <summary>A topic's words in one more language, as typed.</summary>
    public sealed class TranslationInput
    {
        public string? Title { get; set; }
        public string? Summary { get; set; }
        public string? Text { get; set; }
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

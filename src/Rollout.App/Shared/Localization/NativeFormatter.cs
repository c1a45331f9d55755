using System.Globalization;
using System.Runtime.CompilerServices;
using Humanizer;

namespace Rollout.App.Shared.Localization;

/// <summary>
/// Humanizer's phrases, with those replaced that a native speaker would not use. It is used only for phrases with figures: its Dutch durations in words are
/// partly English, its French lists use "&amp;", and from a month on its durations are approximate.
/// </summary>
internal sealed class NativeFormatter(CultureInfo culture) : DefaultFormatter(culture)
{
    private readonly Localizer _words = Localizer.In(culture.TwoLetterISOLanguageName);

    /// <summary>Humanizer takes no formatter any more once it has been asked for one: this runs before.</summary>
    [ModuleInitializer]
    internal static void Register()
    {
        foreach (var language in Localizer.Languages)
        {
            Configurator.Formatters.Register(language, culture => new NativeFormatter(culture));
        }
    }

    public override string DateHumanize(TimeUnit timeUnit, Tense timeUnitTense, int unit) => (timeUnit, timeUnitTense, unit, _words.Language) switch
    {
        (TimeUnit.Day, _, 0, _) => _words["time.today"],
        (TimeUnit.Day, Tense.Future, 2, "nl") => "overmorgen",
        (TimeUnit.Day, Tense.Past, 2, "nl") => "eergisteren",
        (TimeUnit.Day, Tense.Future, 2, "fr") => "après-demain",
        (TimeUnit.Day, Tense.Past, 2, "fr") => "avant-hier",
        (TimeUnit.Day, Tense.Future, > 1, "en") => $"in {TimeSpanHumanize(timeUnit, unit)}",
        _ => base.DateHumanize(timeUnit, timeUnitTense, unit),
    };

    public override string DataUnitHumanize(DataUnit dataUnit, double count, bool toSymbol = true) => (dataUnit, _words.Language) switch
    {
        (DataUnit.Kilobyte, "fr") => "ko",
        (DataUnit.Kilobyte, _) => "kB",
        _ => base.DataUnitHumanize(dataUnit, count, toSymbol),
    };
}

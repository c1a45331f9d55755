using System.Globalization;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The terms of a wave as typed.</summary>
public class TermsInput
{
    public bool IsPilot { get; set; }
    public string? GoLasts { get; set; }
    public string? Late { get; set; }
    public string? After1 { get; set; }
    public string? After4 { get; set; }
    public string? After12 { get; set; }

    /// <summary>The parsed terms; a rule refuses text that is not a number.</summary>
    public WaveTerms Terms => new(IsPilot, Number(GoLasts), Number(Late), Number(After1), Number(After4), Number(After12));

    /// <summary>The typed promises, with the other terms unchanged.</summary>
    public WaveTerms PromisesIn(WaveTerms kept) => kept with { PromisedAfter1 = Number(After1), PromisedAfter4 = Number(After4), PromisedAfter12 = Number(After12) };

    public void Fill(WaveTerms terms) => (IsPilot, GoLasts, Late, After1, After4, After12) =
        (terms.IsPilot, Text(terms.GoLastsDays), Text(terms.LateMinutes), Text(terms.PromisedAfter1), Text(terms.PromisedAfter4), Text(terms.PromisedAfter12));

    private static int Number(string? typed) => int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

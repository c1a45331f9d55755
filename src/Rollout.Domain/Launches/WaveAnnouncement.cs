using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>What everyone in the wave's branches reads in the go-live mail, in one language.</summary>
public sealed class WaveAnnouncement
{
    /// <summary>The maximum length of a text.</summary>
    public const int TextLength = 1500;

    /// <summary>The maximum length of a name or an address.</summary>
    public const int LineLength = 300;

    private WaveAnnouncement()
    {
    }

    public WaveId Wave { get; private init; }

    /// <summary>en, nl or fr.</summary>
    public string Language { get; private init; } = "";

    public string FromLead { get; private set; } = "";

    /// <summary>The name and role shown under the company's message: "Karin Wouters, CEO".</summary>
    public string CeoName { get; private set; } = "";

    public string FromCeo { get; private set; } = "";

    /// <summary>The address of the film.</summary>
    public string Film { get; private set; } = "";

    /// <summary>The one thing to do today.</summary>
    public string Today { get; private set; } = "";

    public bool IsEmpty => FromLead.Length + FromCeo.Length + Film.Length + Today.Length == 0;

    public static WaveAnnouncement In(WaveId wave, string language) => new() { Wave = wave, Language = language };

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="WaveRules"/> rule is broken.</exception>
    public void Update(string fromLead, string ceoName, string fromCeo, string film, string today)
    {
        WaveRules.WordsFit.Ensure(fromLead.Trim().Length <= TextLength && fromCeo.Trim().Length <= TextLength && today.Trim().Length <= LineLength && ceoName.Trim().Length <= LineLength, TextLength, LineLength);
        WaveRules.FilmIsAnAddress.Ensure(film.Trim().Length == 0 || WebAddress.Read(film, LineLength) is not null);
        (FromLead, CeoName, FromCeo, Film, Today) = (fromLead.Trim(), ceoName.Trim(), fromCeo.Trim(), film.Trim(), today.Trim());
    }
}

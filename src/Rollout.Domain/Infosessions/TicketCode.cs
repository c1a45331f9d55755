using System.Security.Cryptography;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// Eight random characters on a ticket, by which someone who came proves it when they give feedback. They read and type like a <see cref="FeedbackCode"/>.
/// </summary>
/// <remarks>23 characters to the power of eight are 78 thousand million codes: nobody guesses one of a few hundred while feedback is open.</remarks>
public static class TicketCode
{
    /// <summary>The length of a code.</summary>
    public const int Length = 8;

    public static string New() => RandomNumberGenerator.GetString(FeedbackCode.Signs, Length);

    /// <summary>The code as it is shown: "K7QX 49TM".</summary>
    public static string Shown(string code) => $"{code[..(Length / 2)]} {code[(Length / 2)..]}";

    /// <summary>Normalizes a code as someone typed it; null when it cannot be a code.</summary>
    public static string? Read(string? typed) => FeedbackCode.Read(typed, Length);
}

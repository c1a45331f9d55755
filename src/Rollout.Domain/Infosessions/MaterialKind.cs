namespace Rollout.Domain.Infosessions;

/// <summary>
/// A kind of file that can be material: its ending, what a browser is told it is, and how it begins. Nothing that runs in a browser or on a desk is among them.
/// </summary>
public sealed record MaterialKind(string Extension, string ContentType, params byte[] MagicBytes)
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";
    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];

    private static readonly IReadOnlyList<MaterialKind> All =
    [
        new(".pdf", "application/pdf", "%PDF-"u8.ToArray()),
        new(".pptx", OpenXml + "presentationml.presentation", Zip),
        new(".docx", OpenXml + "wordprocessingml.document", Zip),
        new(".xlsx", OpenXml + "spreadsheetml.sheet", Zip),
        new(".odp", OpenDocument + "presentation", Zip),
        new(".odt", OpenDocument + "text", Zip),
        new(".png", "image/png", 0x89, 0x50, 0x4E, 0x47),
        new(".jpg", "image/jpeg", 0xFF, 0xD8, 0xFF),
    ];

    /// <summary>The endings there are, to be read: "pdf, pptx".</summary>
    public static string Extensions { get; } = string.Join(", ", All.Select(k => k.Extension[1..]));

    /// <summary>The endings there are, as a file field takes them: ".pdf,.pptx".</summary>
    public static string Accepted { get; } = string.Join(',', All.Select(k => k.Extension));

    /// <summary>What a file is, when its name and its beginning agree; else null.</summary>
    public static MaterialKind? Of(string fileName, ReadOnlySpan<byte> bytes)
    {
        var kind = OfName(fileName);
        return kind is not null && bytes.StartsWith(kind.MagicBytes) ? kind : null;
    }

    /// <summary>What a file calls itself, or null.</summary>
    public static MaterialKind? OfName(string fileName) => All.FirstOrDefault(k => fileName.EndsWith(k.Extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>A name without folders or signs that mean something to a file system or in a header.</summary>
    public string SafeName(string fileName)
    {
        var name = fileName.Split('/', '\\')[^1];
        var kept = string.Concat(name[..^Extension.Length].Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '(' or ')')).Trim(' ', '.');
        return (kept.Length == 0 ? "material" : kept[..Math.Min(kept.Length, 100)]) + Extension;
    }
}

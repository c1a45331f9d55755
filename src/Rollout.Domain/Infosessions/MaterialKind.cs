namespace Rollout.Domain.Infosessions;

/// <summary>A kind of file allowed as material: its extension, its content type and its first bytes. Nothing that runs in a browser or on a desktop is allowed.</summary>
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

    /// <summary>The allowed extensions, for display: "pdf, pptx".</summary>
    public static string Extensions { get; } = string.Join(", ", All.Select(k => k.Extension[1..]));

    /// <summary>The allowed extensions, for the accept attribute of a file field: ".pdf,.pptx".</summary>
    public static string Accepted { get; } = string.Join(',', All.Select(k => k.Extension));

    /// <summary>The kind of a file whose name and first bytes agree; otherwise null.</summary>
    public static MaterialKind? Of(string fileName, ReadOnlySpan<byte> bytes)
    {
        var kind = OfName(fileName);
        return kind is not null && bytes.StartsWith(kind.MagicBytes) ? kind : null;
    }

    /// <summary>The kind a file name claims, or null.</summary>
    public static MaterialKind? OfName(string fileName) => All.FirstOrDefault(k => fileName.EndsWith(k.Extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name without folders and without characters that have a meaning in file systems or headers.</summary>
    public string SafeName(string fileName)
    {
        var name = fileName.Split('/', '\\')[^1];
        var kept = string.Concat(name[..^Extension.Length].Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '(' or ')')).Trim(' ', '.');
        return (kept.Length == 0 ? "material" : kept[..Math.Min(kept.Length, 100)]) + Extension;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>Reads JSON of SCIM: names without case, and booleans that come as text.</summary>
internal static class ScimJson
{
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    public const string List = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    public const string Error = "urn:ietf:params:scim:api:messages:2.0:Error";

    public static JsonNode? Get(JsonNode? of, string name) =>
        of is JsonObject known ? known.FirstOrDefault(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase)).Value : null;

    /// <summary>A value as text, trimmed; null where there is none, or something that is no single value.</summary>
    public static string? Text(JsonNode? of, string name) =>
        Get(of, name) is JsonValue value && value.GetValueKind() is not JsonValueKind.Null && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <returns>Null where the attribute is absent.</returns>
    public static bool? Flag(JsonNode? of, string name) => bool.TryParse(Text(of, name), out var said) ? said : null;

    /// <summary>The value of the primary element, else of the one of that type, else of the first.</summary>
    /// <param name="onlyOfType">Whether an element of another type will not do.</param>
    public static string? ValueOf(JsonNode? of, string name, string type, bool onlyOfType = false)
    {
        var all = (Get(of, name) as JsonArray)?.OfType<JsonObject>().Where(e => Text(e, "value") is not null).ToList() ?? [];
        var typed = all.Find(e => string.Equals(Text(e, "type"), type, StringComparison.OrdinalIgnoreCase));
        return Text(onlyOfType ? typed : all.Find(e => Flag(e, "primary") == true) ?? typed ?? all.FirstOrDefault(), "value");
    }
}

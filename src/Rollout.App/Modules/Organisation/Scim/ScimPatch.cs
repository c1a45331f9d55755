using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>
/// Applies the operations of a PATCH to a resource, in the shapes that Entra ID, Okta and OneLogin send (<see href="https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2"/>): operations in any case; a path, or none
/// and an object of attributes or of paths; an element that is chosen by a filter and made where there is none; a manager as a plain string.
/// </summary>
internal static partial class ScimPatch
{
    public static void Apply(JsonObject resource, JsonArray operations)
    {
        foreach (var operation in operations.OfType<JsonObject>())
        {
            var (kind, path, value) = (ScimJson.Text(operation, "op")?.ToLowerInvariant(), ScimJson.Text(operation, "path"), ScimJson.Get(operation, "value"));
            if (path is { Length: > 0 })
            {
                Set(resource, path, kind == "remove" ? null : value, kind == "add");
            }
            else if (value is JsonObject attributes)
            {
                foreach (var (name, one) in attributes.ToList())
                {
                    Set(resource, name, kind == "remove" ? null : one, kind == "add");
                }
            }
        }
    }

    private static void Set(JsonObject resource, string path, JsonNode? value, bool adds)
    {
        var target = resource;
        if (Extension().Match(path) is { Success: true } extension)
        {
            (target, path) = (Child(resource, extension.Groups["urn"].Value), extension.Groups["rest"].Value);
            if (path.Length == 0)
            {
                Merge(target, value);
                return;
            }
        }

        if (Filtered().Match(path) is { Success: true } filtered)
        {
            SetElement(target, filtered, value);
        }
        else if (path.Split('.') is [var name, var sub])
        {
            Put(Child(target, name), sub, value);
        }
        else if (adds && value is JsonArray more && ScimJson.Get(target, path) is JsonArray some)
        {
            foreach (var element in more)
            {
                some.Add(element?.DeepClone());
            }
        }
        else if (value is JsonObject and not null && ScimJson.Get(target, path) is JsonObject existing)
        {
            Merge(existing, value);
        }
        else
        {
            Put(target, path, value);
        }
    }

    private static void SetElement(JsonObject target, Match filtered, JsonNode? value)
    {
        var (name, attribute, wanted, sub) = (filtered.Groups["name"].Value, filtered.Groups["attribute"].Value, filtered.Groups["value"].Value, filtered.Groups["sub"].Value);
        if (ScimJson.Get(target, name) is not JsonArray all)
        {
            Put(target, name, all = []);
            all = (JsonArray)ScimJson.Get(target, name)!;
        }

        var element = all.OfType<JsonObject>().FirstOrDefault(e => string.Equals(ScimJson.Text(e, attribute), wanted, StringComparison.OrdinalIgnoreCase));
        if (value is null)
        {
            _ = element is not null && (sub.Length == 0 ? all.Remove(element) : element.Remove(sub));
            return;
        }

        if (element is null)
        {
            all.Add(element = new JsonObject { [attribute] = wanted });
        }

        if (sub.Length > 0)
        {
            Put(element, sub, value);
        }
        else
        {
            Merge(element, value);
        }
    }

    private static void Merge(JsonObject target, JsonNode? value)
    {
        foreach (var (name, one) in (value as JsonObject ?? []).ToList())
        {
            Put(target, name, one);
        }
    }

    private static JsonObject Child(JsonObject of, string name)
    {
        if (ScimJson.Get(of, name) is JsonObject child)
        {
            return child;
        }

        Put(of, name, child = []);
        return (JsonObject)ScimJson.Get(of, name)!;
    }

    // Names are matched without case, as everything in SCIM that is a name.
    private static void Put(JsonObject target, string name, JsonNode? value) =>
        target[target.Select(p => p.Key).FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)) ?? name] = value?.DeepClone();

    [GeneratedRegex(@"^(?<urn>urn:[\w:.-]+?:2\.0:\w+)(?::(?<rest>.*))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex("""^(?<name>\w+)\[\s*(?<attribute>\w+)\s+eq\s+"?(?<value>[^"\]]*?)"?\s*\](?:\.(?<sub>\w+))?$""", RegexOptions.IgnoreCase)]
    private static partial Regex Filtered();
}

using System.Net;
using System.Text.RegularExpressions;

namespace Rollout.Testing;

/// <summary>A browser without JavaScript: keeps cookies, submits the forms of a page, and does not follow redirects by itself.</summary>
public sealed class Visitor(Uri address)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private readonly HashSet<string> _strict = [];

    /// <summary>The cookies by name. Their ages are ignored, because the test's clock is not the system's.</summary>
    public Dictionary<string, string> Cookies { get; private init; } = [];

    /// <summary>The browser's language.</summary>
    public string Language { get; set; } = "en";

    /// <summary>What the browser says it is.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The same browser, when another process answers.</summary>
    public Visitor At(Uri other) => new(other) { Cookies = Cookies, Language = Language };

    public Task<Page> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(address, path)));

    /// <summary>Follows a link on another site, like webmail: cookies that are for this site alone are not sent, and may be replaced.</summary>
    public async Task<Page> ArriveFromElsewhereAsync(string path)
    {
        var leftAtHome = Cookies.Where(c => _strict.Contains(c.Key)).ToList();
        leftAtHome.ForEach(c => Cookies.Remove(c.Key));
        var page = await GetAsync(path);
        leftAtHome.ForEach(c => Cookies.TryAdd(c.Key, c.Value));
        return page;
    }

    /// <summary>Goes where a redirect leads, as long as it leads on; as a browser does, which looks at the status first.</summary>
    public async Task<Page> FollowAsync(Page page)
    {
        for (var steps = 0; page.IsRedirect; steps++)
        {
            Assert.True(steps < 10, $"The redirects do not end: {page.Location}");
            page = await GetAsync(page.Location!);
        }

        return page;
    }

    /// <summary>Submits a form of a page as a browser would: with its hidden fields, and the given ones.</summary>
    /// <param name="form">The form's name (an ActionForm's Name) or its action ("/sign-out").</param>
    /// <param name="fields">Values by input name: "Input.Email"; a name without a dot means "Input.Name" on an ActionForm.</param>
    public Task<Page> SubmitAsync(Page page, string form, params (string Name, string? Value)[] fields)
    {
        var (action, hidden, isActionForm) = page.FormOf(form);
        var all = hidden.Where(h => !fields.Any(f => f.Name == h.Key))
            .Concat(fields.Select(f => KeyValuePair.Create(isActionForm && !f.Name.Contains('.', StringComparison.Ordinal) ? "Input." + f.Name : f.Name, f.Value ?? "")));
        return SendAsync(Sent(page, new HttpRequestMessage(HttpMethod.Post, new Uri(address, action)) { Content = new FormUrlEncodedContent(all) }));
    }

    /// <summary>Submits a form with a file, as a browser would.</summary>
    /// <param name="form">The form's name.</param>
    /// <param name="file">The input's name ("File"), the file name, and its bytes.</param>
    /// <param name="fields">The other fields.</param>
    public Task<Page> UploadAsync(Page page, string form, (string Name, string FileName, byte[] Bytes)? file, params (string Name, string? Value)[] fields)
    {
        var (action, hidden, _) = page.FormOf(form);
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in hidden.Select(h => (h.Key, h.Value)).Concat(fields.Select(f => ("Input." + f.Name, f.Value ?? ""))))
        {
            content.Add(new StringContent(value), name);
        }

        if (file is { } sent)
        {
            content.Add(new ByteArrayContent(sent.Bytes), "Input." + sent.Name, sent.FileName);
        }

        return SendAsync(Sent(page, new HttpRequestMessage(HttpMethod.Post, new Uri(address, action)) { Content = content }));
    }

    /// <summary>Downloads a file.</summary>
    public async Task<byte[]> BytesAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var response = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Downloads a file, which may be large, and returns the SHA-256 of its bytes in hexadecimal.</summary>
    public async Task<string> DigestAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Listens to server-sent events until one is what is waited for, and returns its data.</summary>
    public async Task<string> HearAsync(string path, Func<string, bool> isIt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && isIt(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"{path} ended without it.");
    }

    /// <summary>Requests headers only, as a scanner does.</summary>
    public Task<Page> HeadAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(address, path)));

    /// <summary>Posts arbitrary fields, as an attacker would.</summary>
    public Task<Page> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = new FormUrlEncodedContent(fields) };
        Array.ForEach(headers, h => request.Headers.Add(h.Name, h.Value));
        return SendAsync(request);
    }

    /// <summary>Sends a request without a body, as a program would.</summary>
    public Task<Page> SendAsync(HttpMethod method, string path) => SendAsync(new HttpRequestMessage(method, new Uri(address, path)));

    // What a browser says of a form it sends.
    private HttpRequestMessage Sent(Page from, HttpRequestMessage request)
    {
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Referrer = new Uri(address, from.Path);
        return request;
    }

    private async Task<Page> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", Language);
        if (UserAgent is not null)
        {
            request.Headers.Add("User-Agent", UserAgent);
        }

        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        using var response = await Http.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie.Split(';')[0][(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            _ = cookie.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase) ? _strict.Add(name) : _strict.Remove(name);
            _ = value.Length == 0 ? Cookies.Remove(name) : Cookies.TryAdd(name, value) || (Cookies[name] = value) == value;
        }

        var location = response.Headers.Location;
        return new Page(
            request.RequestUri!.PathAndQuery,
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            location is null ? null : location.IsAbsoluteUri && location.Authority == address.Authority ? location.PathAndQuery : location.OriginalString,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join("\n", h.Value)));
    }
}

/// <summary>The response to one request.</summary>
/// <param name="Path">The requested path.</param>
/// <param name="Location">The target of a redirect, if it is one: a path when it stays on the site.</param>
public sealed partial record Page(string Path, HttpStatusCode Status, string Html, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Whether a browser goes on from here by itself.</summary>
    public bool IsRedirect => (int)Status is >= 300 and < 400 && Location is not null;

    /// <summary>What the page is about: its first heading.</summary>
    public string Heading => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(FirstHeading().Match(Html).Groups[1].Value, " "), " ")).Trim();

    /// <summary>The visible text, without markup.</summary>
    public string Text => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(Html, " "), " ")).Trim();

    /// <summary>The address of the first link whose address begins so.</summary>
    public string LinkTo(string beginning) =>
        Links().Matches(Html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).FirstOrDefault(a => a.StartsWith(beginning, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No link on {Path} ({Status}) begins with {beginning}: {Text}");

    /// <summary>The action of a form of the page, and its hidden fields.</summary>
    public (string Action, Dictionary<string, string> Hidden, bool IsActionForm) FormOf(string form)
    {
        foreach (Match match in Forms().Matches(Html))
        {
            var (attributes, body) = (match.Groups[1].Value, match.Groups[2].Value);
            var hidden = new Dictionary<string, string>();
            foreach (var input in Inputs().Matches(body).Select(i => i.Value).Where(i => Attribute(i, "type") == "hidden"))
            {
                hidden[Attribute(input, "name") ?? ""] = Attribute(input, "value") ?? "";
            }

            var action = Attribute(attributes, "action");
            if (hidden.GetValueOrDefault("_handler") == form || action == form)
            {
                return (string.IsNullOrEmpty(action) ? Path : action, hidden, hidden.ContainsKey("_handler"));
            }
        }

        throw new InvalidOperationException($"There is no form {form} on {Path} ({Status}): {Text}");
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<form([^>]*)>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<h1[^>]*>(.*?)</h1>", RegexOptions.Singleline)]
    private static partial Regex FirstHeading();

    [GeneratedRegex("<a\\b[^>]*\\bhref=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<(script|style|head)[^>]*>.*?</\\1>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}

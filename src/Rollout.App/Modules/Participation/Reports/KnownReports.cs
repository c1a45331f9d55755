using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>A kind of report that is recognised by its header.</summary>
/// <param name="Source">The name of the source: reports of one source are merged, those of two are never added up.</param>
/// <param name="Period">The days its counts are over, where the file does not say.</param>
/// <param name="Marks">Columns that no other kind has: one of them is enough.</param>
public sealed record KnownReport(string Source, int Period, params string[] Marks);

/// <summary>
/// The reports that are recognised: a table, because they differ only in what their columns are called. Column names of Microsoft are those of Graph and of the
/// admin centre, in the languages it is used in here.
/// </summary>
public static class KnownReports
{
    /// <summary>In the order in which they are tried.</summary>
    public static readonly IReadOnlyList<KnownReport> All =
    [
        new("copilot", 30, "copilot chat last activity date", "prompts submitted for all apps", "prompts submitted", "last activity of word copilot", "last activity date of teams copilot (utc)"),
        new("viva-engage", 30, "user state", "gebruikersstatus", "status van gebruiker", "état de l'utilisateur", "état utilisateur"),
        new("viva-engage", 1, "joined_at"),
        new("teams", 30, "team chat message count", "aantal teamchatberichten", "nombre de messages de conversation d'équipe", "post messages"),
        new("microsoft-365", 30, "exchange last activity date", "datum laatste activiteit exchange", "date de dernière activité exchange"),
        new("sharepoint", 30, "viewed or edited file count", "visited page count", "aantal bezochte pagina's", "nombre de pages visitées"),
        new("slack", 30, "last active (utc)", "billing-active"),
        new("slack", 1, "messages_posted_count"),
        new("mattermost", 1, "auth_service"),
        new("discourse", 30, "trust_level", "last_seen_at"),
        new("humhub", 1, "authclient id", "auth mode"),
    ];

    /// <summary>What the columns of known reports mean.</summary>
    public static readonly HeaderAliases<ReportColumn> Columns = new HeaderAliases<ReportColumn>()
        .Add(ReportColumn.Account, "user principal name,upn,email,email address,mail,e-mailadres,adresse e-mail,user principal-naam,user principal name (upn),nom d'utilisateur principal,nom principal de l'utilisateur")
        .Add(ReportColumn.OtherAccount, "username,gebruikersnaam,nom d'utilisateur,user id,login")
        .Add(ReportColumn.Day, "report refresh date,date,vernieuwingsdatum van rapport,vernieuwingsdatum rapport,rapport vernieuwd op,date d'actualisation du rapport,date d’actualisation de rapport")
        .Add(ReportColumn.Period, "report period,rapportperiode,rapportageperiode,période du rapport,période de rapport")
        .Add(ReportColumn.LastActive,
            "last activity date,last activity date (utc),last active (utc),datum laatste activiteit,datum van laatste activiteit,laatste activiteit,date de la dernière activité,date de dernière activité,dernière activité,"
            + "exchange last activity date,onedrive last activity date,sharepoint last activity date,skype for business last activity date,yammer last activity date,teams last activity date,"
            + "datum laatste activiteit exchange,datum laatste activiteit teams,datum laatste activiteit sharepoint,datum laatste activiteit yammer")
        .Add(ReportColumn.LastSeen, "last login,laatste aanmelding,laatste login,dernière connexion,last_seen_at,joined_at,claimed date (utc),date_claimed")
        .Add(ReportColumn.Posted,
            "posted count,aantal geplaatst,aantal berichten,nombre de publications,team chat message count,aantal teamchatberichten,post messages,reply messages,messages posted,messages_posted_count")
        .Add(ReportColumn.PostedOn, "last_posted_at")
        .Add(ReportColumn.Reacted, "liked count,aantal vind-ik-leuks,aantal leuk gevonden,nombre de j'aime,reactions added,reactions_added_count")
        .Add(ReportColumn.ActiveThatDay, "is_active")
        .Add(ReportColumn.ProfileComplete,
            "profile complete since,profile complete,profile completed,profile completed on,profile completion date,profiel volledig sinds,profiel volledig,profil complet depuis,profil complet")
        .Add(ReportColumn.State, "user state,state,status,gebruikersstatus,status van gebruiker,état de l'utilisateur,état utilisateur,statut")
        .Add(ReportColumn.Deleted, "is deleted,is verwijderd,est supprimé")
        .Add(ReportColumn.ClosedOn, "deleted date,deleted_at,delete_at,suspended_at,deactivated date (utc),datum verwijderd,date de suppression")
        .Add(ReportColumn.Kind, "account type,is_guest,is_bot,type de compte");

    /// <summary>The kind with this header; null when it is none of them.</summary>
    public static KnownReport? Find(IReadOnlyList<string> header)
    {
        var names = header.Select(HeaderAliases<ReportColumn>.Letters).ToHashSet(StringComparer.Ordinal);
        return All.FirstOrDefault(report => Array.Exists(report.Marks, mark => names.Contains(HeaderAliases<ReportColumn>.Letters(mark))));
    }
}
